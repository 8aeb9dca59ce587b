import { describe, expect, test } from "vitest";
import { DEFAULT_PROFILE } from "../../profiles/profiles.ts";
import { TIMEOUTS } from "../../src/inference/index.ts";
import { GPU_KINDS, metadataOf, SETTING_NAMES, settingNamesFrom, settingsSchema, withDefaults } from "../../src/settings.ts";
import { bioreview } from "../support/fake-terminal.ts";

describe("the settings", () => {
  test("each says what it is for and who may set it", () => {
    for (const name of SETTING_NAMES) {
      expect(settingsSchema.shape[name].description, name).toMatch(/^["A-Z].*\.$/s);
      expect(metadataOf(name).from, name).not.toHaveLength(0);
    }
  });

  test("each can be set by the workflow", () => {
    expect(settingNamesFrom("input")).toEqual(SETTING_NAMES);
  });

  test("no secret and nothing about the machine is taken from a file of the repository", () => {
    const allowed = [
      "judge",
      "manuscript",
      "manuscripts",
      "profile",
      "max-open-major",
      "max-new-major",
      "inline-comments",
      "resolved-threads",
    ];
    expect([...settingNamesFrom("file")].sort()).toEqual(allowed.sort());
    for (const name of SETTING_NAMES) if (metadataOf(name).secret) expect(metadataOf(name).from, name).toEqual(["input"]);
  });

  test("what the workflow says wins over the file, and the file over what stands by default", () => {
    const token = { token: "t" };
    expect(withDefaults(token).profile).toBe(DEFAULT_PROFILE);
    expect(withDefaults(token, { profile: "smoke", "max-open-major": 3 })).toMatchObject({
      profile: "smoke",
      "max-open-major": 3,
    });
    expect(withDefaults({ profile: "smoke", "max-open-major": 3 }, token, { "max-open-major": 0 })).toMatchObject({
      profile: "smoke",
      "max-open-major": 0,
    });
  });

  test("the gate is off, forks and drafts are skipped, where nobody says otherwise", () => {
    const settings = withDefaults({ token: "t" });
    expect(settings["max-open-major"]).toBeUndefined();
    expect(settings["max-new-major"]).toBeUndefined();
    expect([settings["on-fork"], settings.drafts]).toEqual(["skip", "skip"]);
  });

  test("a server may be silent as long as on the command line", () => {
    expect(withDefaults({ token: "t" }).timeout).toBe(TIMEOUTS.silence);
  });

  test("those that the command line shares are flags there, with the same choices", async () => {
    const { out } = await bioreview(["review", "--help"], { columns: 100 });
    const help = out.replace(/\s+/g, " ");
    for (const name of settingNamesFrom("flag")) expect(help, name).toContain(`--${name} <`);
    expect(help).toContain(`choices: ${GPU_KINDS.map((kind) => JSON.stringify(kind)).join(", ")}`);
  });
});
