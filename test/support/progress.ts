/** A slow machine makes a long run of any, which then says every ten seconds where it is: tests of it are in progress-line.test.ts. */
export function withoutProgress(err: string): string {
  return err.replace(
    /^bioreview: (?:asking|comparing|embedding|fitting|judging|looking|question|reading|starting|sweeping|waiting|writing)\b(?!.*\[[\w-]+\]$).*\n/gm,
    "",
  );
}
