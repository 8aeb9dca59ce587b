/** What reviewing needs of the program that it runs in. Invariant: no text of a model or a manuscript passes through here. */

export interface Workplace {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The path of the model server's program; asked for only where a server has to be started.
   *  @throws ModelsError, SettingsError where there is none that can run */
  runner(): Promise<string>;
  /** A line that stays, for whoever runs this. */
  tell(line: string): void;
  /** What happens now, in a few words; starting a server takes a while. */
  say(what: string): void;
}
