/** What is written for clusters and containers: the chart renders only what it promises, and the images run as nobody. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { folderWith } from "../support/folder.ts";

const ROOT = join(import.meta.dirname, "../..");
const HELM = process.env["HELM"] ?? "helm";
const has = (program: string) => spawnSync(program, ["--help"]).status === 0;
const hasHelm = has(HELM);
const VALIDATE = process.env["KUBERNETES_VALIDATE"] ?? "kubernetes-validate";

const DIGEST = `sha256:${"ab".repeat(32)}`;
const REQUIRED = ["image.repository=r.example/bioreview", `image.digest=${DIGEST}`, "tokenSecret=token-of-mine"];
const helm = (command: readonly string[], values: readonly string[]) =>
  spawnSync(
    HELM,
    [
      ...command,
      join(ROOT, "deploy/chart"),
      ...(command[0] === "template" ? ["--kube-version", "1.31.0"] : []),
      ...values.flatMap((value) => ["--set", value]),
    ],
    { encoding: "utf8" },
  );

interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: Record<string, unknown> & { readonly template?: { readonly spec: PodSpec } };
}
interface PodSpec {
  readonly securityContext: object;
  readonly automountServiceAccountToken: boolean;
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
}
interface Container {
  readonly image: string;
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: object }[];
  readonly securityContext: object;
}

function rendered(...values: readonly string[]): readonly Resource[] {
  const { stdout, stderr, status } = helm(["template", "rel"], [...REQUIRED, ...values]);
  expect([status, stderr]).toEqual([0, ""]);
  return parseAllDocuments(stdout)
    .map((document): Resource => document.toJS())
    .filter(Boolean);
}

const CASES: readonly { readonly what: string; readonly values: readonly string[]; readonly kinds: readonly string[] }[] = [
  { what: "our own server", values: [], kinds: ["PersistentVolumeClaim"] },
  {
    what: "vLLM, scaled by KEDA",
    values: ["engine=vllm", "autoscaling.kind=keda", "podMonitor=true"],
    kinds: ["PersistentVolumeClaim", "ScaledObject", "PodMonitor"],
  },
  {
    what: "a processor's, with weights that are fetched",
    values: ["gpu=off", "profile=small", "weights.pull=true", "autoscaling.kind=hpa"],
    kinds: ["PersistentVolumeClaim", "Job", "HorizontalPodAutoscaler"],
  },
  {
    what: "a claim of one's own, and GitHub's addresses",
    values: ["weights.existingClaim=mine", "network.githubCidrs={140.82.112.0/20}"],
    kinds: [],
  },
];

describe.skipIf(!hasHelm)(`the chart${hasHelm ? "" : " (skipped: no helm; HELM names it)"}`, () => {
  test("is clean for helm", () => {
    const { status, stdout } = helm(["lint", "--strict"], REQUIRED);
    expect([status, stdout]).toEqual([0, expect.stringContaining("0 chart(s) failed")]);
  });

  describe.each(CASES)("for $what", ({ values, kinds }) => {
    test("renders a server behind a service, with its disruption budget and its policies, and what was asked for", () => {
      const all = ["Deployment", "Service", "PodDisruptionBudget", "NetworkPolicy", ...kinds];
      expect(new Set(rendered(...values).map(({ kind }) => kind))).toEqual(new Set(all));
    });
    test.skipIf(!has(VALIDATE))(
      `is what Kubernetes knows${has(VALIDATE) ? "" : " (skipped: no kubernetes-validate; KUBERNETES_VALIDATE names it)"}`,
      () => {
        const known = rendered(...values).filter(({ apiVersion }) => !/^(?:keda\.sh|monitoring\.coreos\.com)\//.test(apiVersion));
        const file = join(folderWith(), "rendered.yaml");
        writeFileSync(file, known.map((resource) => JSON.stringify(resource)).join("\n---\n"));
        const { status, stdout, stderr } = spawnSync(VALIDATE, ["--strict", file], { encoding: "utf8" });
        expect(status, stdout + stderr).toBe(0);
      },
    );
    test("runs nothing as root, nothing that writes its own files, no image by a tag, and shows no token", () => {
      const pods = rendered(...values).flatMap(({ spec: { template } }) => (template === undefined ? [] : [template.spec]));
      for (const pod of pods)
        expect(pod).toMatchObject({ automountServiceAccountToken: false, securityContext: { runAsNonRoot: true } });
      const containers = pods.flatMap(({ containers, initContainers = [] }) => [...containers, ...initContainers]);
      for (const { image, securityContext } of containers) {
        expect(image).toBe(`r.example/bioreview@${DIGEST}`);
        expect(securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        });
      }
      const secrets = containers.flatMap(({ env = [] }) => env).filter(({ name }) => /TOKEN|KEY/.test(name));
      expect(secrets.map(({ value }) => value)).toEqual(secrets.map(() => undefined));
    });
    test("lets the server speak to nobody", () => {
      const server = rendered(...values).find(
        ({ kind, metadata }) => kind === "NetworkPolicy" && metadata.name === "rel-bioreview",
      );
      expect(server?.spec).toMatchObject({ policyTypes: ["Ingress", "Egress"], egress: [] });
    });
  });

  test("starts our own server with options that it knows", () => {
    const deployment = rendered().find(({ kind }) => kind === "Deployment");
    const [name = "", ...options] = deployment?.spec.template?.spec.containers[0]?.args ?? [];
    const help = spawnSync(process.execPath, [join(ROOT, "runner/dist/bioreview-runner.js"), name, "--help"], {
      encoding: "utf8",
    }).stdout;
    for (const option of options) expect(help).toContain(option.split("=")[0]);
  });
  test("scales by the line that the engine tells", () => {
    const query = (engine: string) =>
      JSON.stringify(rendered(`engine=${engine}`, "autoscaling.kind=keda").find(({ kind }) => kind === "ScaledObject")?.spec);
    expect(query("vllm")).toContain("vllm:num_requests_waiting");
    const ours = [...query("runner").matchAll(/bioreview_\w+/g)].map(([metric]) => metric.replace("bioreview_queue", ""));
    const document = readFileSync(join(ROOT, "docs/server-api.md"), "utf8");
    for (const metric of ours)
      expect(document, metric).toMatch(new RegExp(`bioreview_queue_running\`.*${metric}|bioreview_queue${metric}`));
  });

  test.each([
    { why: "without an image's digest", values: ["image.digest=latest"], says: "digest" },
    { why: "without a token", values: ["tokenSecret="], says: "tokenSecret" },
    { why: "with a misspelt value", values: ["autoscaling.knid=keda"], says: "knid" },
    {
      why: "with more pods at least than at most",
      values: ["autoscaling.kind=hpa", "autoscaling.minReplicas=9"],
      says: "minReplicas is more",
    },
    {
      why: "where it would fetch weights that vLLM cannot read",
      values: ["engine=vllm", "weights.pull=true"],
      says: "merged weights",
    },
  ])("is refused $why", ({ values, says }) => {
    const { status, stderr } = helm(["template", "rel"], [...REQUIRED, ...values]);
    expect([status === 0, stderr]).toEqual([false, expect.stringContaining(says)]);
  });
});

test("pods of jobs have the label that the chart lets through", () => {
  const jobs = parse(readFileSync(join(ROOT, "deploy/runner-scale-set.values.yaml"), "utf8"));
  const chart = parse(readFileSync(join(ROOT, "deploy/chart/values.yaml"), "utf8"));
  expect(jobs.template.metadata.labels).toMatchObject(chart.network.clientLabel);
});

describe.each(["cpu", "cuda"])("the image for %s", (kind) => {
  const text = readFileSync(join(ROOT, `deploy/image/Containerfile.${kind}`), "utf8");
  const instructions = text
    .replace(/\\\n/g, " ")
    .split("\n")
    .filter((line) => /^[A-Z]+ /.test(line));
  const of = (name: string) =>
    instructions.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));

  test("has its bases as arguments, and names none but by its digest", () => {
    for (const from of of("FROM")) expect(from).toMatch(/^\$\{(?:NODE|CUDA)_IMAGE\}(?: AS build)?$/);
    const bases = of("ARG").filter((argument) => argument.includes("_IMAGE"));
    expect(bases).not.toEqual([]);
    for (const base of bases) expect(base).toMatch(/^(?:NODE|CUDA)_IMAGE(?:=[a-z.]+\/[a-z/]+:[\w.-]+@sha256:[0-9a-f]{64})?$/);
  });
  test("runs as nobody, says how it is, and holds a list of what is inside", () => {
    expect(of("USER").at(-1)).toBe(`\${UID}:\${UID}`);
    expect(of("HEALTHCHECK")[0]).toContain("bioreview-runner status");
    expect(of("RUN").join()).toContain("npm sbom --sbom-format cyclonedx");
  });
  test("takes files that are there, and are not ignored", () => {
    const ignored = readFileSync(join(ROOT, ".containerignore"), "utf8");
    for (const copied of of("COPY").filter((line) => !line.startsWith("--from"))) {
      for (const path of copied.split(" ").slice(0, -1)) {
        expect(existsSync(join(ROOT, path)), path).toBe(true);
        expect(ignored).toContain(`!${path}`);
      }
    }
  });
  const hadolint = process.env["HADOLINT"] ?? "hadolint";
  test.skipIf(!has(hadolint))(`is clean for hadolint${has(hadolint) ? "" : " (skipped: no hadolint; HADOLINT names it)"}`, () => {
    const { status, stdout } = spawnSync(hadolint, [join(ROOT, `deploy/image/Containerfile.${kind}`)], { encoding: "utf8" });
    expect([stdout, status]).toEqual(["", 0]);
  });
});
