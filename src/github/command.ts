/** The commands that people write in a comment. */

export type Command =
  | {
      readonly kind: "review" /** Forget what earlier runs know. */;
      readonly full: boolean /** Prefix of the commit that must be the head. */;
      readonly commit?: string;
    }
  | { readonly kind: "status" }
  | { readonly kind: "help" }
  | { readonly kind: "dismiss" | "reopen"; readonly concern: string; readonly reason: string }
  | { readonly kind: "unknown"; readonly words: string };
