/** The glue of codemirror-lang-typst's build of typst-syntax, Typst's own parser. The package declares no types for it, and asks
 *  for it by no other way. */
declare module "*/typst_syntax_bg.js" {
  export interface SyntaxTree {
    readonly kind: number;
    readonly children: readonly SyntaxTree[];
    /** UTF-16 offset of each child, from its parent's. */
    readonly positions: readonly number[];
    /** UTF-16. */
    readonly length: number;
  }
  export class TypstWasmParser {
    constructor(source: string);
    tree(): SyntaxTree;
    free(): void;
    /** Forgets the parser without asking the instance, which may be broken. */
    __destroy_into_raw(): number;
    static get_node_types(): Iterable<readonly [name: string, kind: number]>;
  }
  export function __wbg_set_wasm(exports: object): void;
}
