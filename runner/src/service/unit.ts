/** The text of a systemd unit for one model server, and of the user that it runs as. Invariants: a file that somebody else wrote, or edited, is told from one of ours;
 *  nothing in a path or an option becomes a directive of its own. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { GPU_CHOICES } from "../serve/compute.ts";

/** Of the whole machine, started at boot; or of one user, started at their login. */
export type Scope = "system" | "user";

/** What was chosen at the installation, kept in the unit for the next one. */
export const ServiceSettings = z.strictObject({
  profile: z.string(),
  chat: z.string().optional(),
  models: z.string(),
  gpu: z.enum(GPU_CHOICES),
  socket: z.string(),
  socketGroup: z.string().optional(),
  threads: z.int().optional(),
  context: z.int().optional(),
  parallel: z.int().optional(),
  maxWaiting: z.int().optional(),
});
export type ServiceSettings = z.infer<typeof ServiceSettings>;

/** What the unit starts, and what of this machine it names. */
export interface Machine {
  readonly node: string;
  readonly program: string;
  /** Groups of this machine that own devices of GPUs; the service is a member. */
  readonly deviceGroups: readonly string[];
}

export const SERVICE_USER = "bioreview-runner";
const CACHE = "/var/cache/bioreview";

/** @returns such as `bioreview-runner-small.service` */
export function unitName({ profile, chat }: Pick<ServiceSettings, "profile" | "chat">): string {
  return `bioreview-runner-${chat ?? profile}.service`;
}

export function unitText(scope: Scope, settings: ServiceSettings, machine: Machine): string {
  const served = [
    ...["--profile", settings.profile],
    ...option("--chat", settings.chat),
    ...["--models", settings.models, "--gpu", settings.gpu],
    ...["--socket", settings.socket],
    ...option("--socket-group", settings.socketGroup),
    ...option("--threads", settings.threads),
    ...option("--context", settings.context),
    ...option("--parallel", settings.parallel),
    ...option("--max-waiting", settings.maxWaiting),
  ];
  const command = [machine.node, machine.program, "serve", ...served].map(word).join(" ");
  return signed(`[Unit]
Description=BioReview model server (${settings.chat ?? settings.profile})
# A server that cannot start is tried five times in ten minutes.
StartLimitIntervalSec=600
StartLimitBurst=5

[Service]
Type=exec
${scope === "system" ? preparation(settings.gpu) : ""}ExecStart=${command}
Restart=on-failure
RestartSec=5
# Wrong options, and weights that are missing or damaged: starting again mends neither.
RestartPreventExitStatus=2 6
TimeoutStopSec=30
# Text of manuscripts belongs in no core dump.
LimitCORE=0
OOMScoreAdjust=500
${scope === "system" ? systemDirectives(settings, machine) : ""}
${everywhere(settings.gpu)}
[Install]
WantedBy=${scope === "system" ? "multi-user.target" : "default.target"}

[X-BioReview]
Settings=${JSON.stringify(settings)}
`);
}

/** nvidia-modprobe is setuid root, which NoNewPrivileges= takes from the service: so the devices are made before, outside of its restrictions. */
function preparation(gpu: ServiceSettings["gpu"]): string {
  return gpu === "auto" || gpu === "cuda" ? "ExecStartPre=+-/usr/bin/nvidia-modprobe -c 0 -u\n" : "";
}

function systemDirectives({ gpu, socketGroup }: ServiceSettings, { deviceGroups }: Machine): string {
  const groups = [...(socketGroup === undefined ? [] : [socketGroup]), ...(gpu === "off" ? [] : deviceGroups)];
  return `User=${SERVICE_USER}
Group=${SERVICE_USER}
${groups.length > 0 ? `SupplementaryGroups=${groups.join(" ")}\n` : ""}UMask=0077
# Several services share this folder, so that it stays when one of them stops.
RuntimeDirectory=bioreview
RuntimeDirectoryMode=0755
RuntimeDirectoryPreserve=yes
CacheDirectory=bioreview
CacheDirectoryMode=0700
# What the driver compiles for a card without code of its own in the library, which takes minutes, is kept.
Environment=CUDA_CACHE_PATH=${CACHE}/cuda CUDA_CACHE_MAXSIZE=4294967296
# Weights can be read and not written.
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
# It has a socket in a folder, and no network.
PrivateNetwork=yes
IPAddressDeny=any
${gpu === "off" ? "PrivateDevices=yes\n" : NO_DEVICE_POLICY}ProtectProc=invisible
ProtectControlGroups=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectHostname=yes
RemoveIPC=yes
CapabilityBoundingSet=
AmbientCapabilities=
# Not PrivateUsers=: the socket could not be given to a group. Not ProcSubset=pid: cores and memory stand in /proc.`;
}

const NO_DEVICE_POLICY = `# Not PrivateDevices=, DevicePolicy=, nor ProtectClock=, which brings a device policy along: a policy leaves out devices that appear after the start, and
# /dev/nvidia-uvm does so at the first use of CUDA.
`;

/** What a manager of one user can hold to as well: the rest needs the right to mount. */
const everywhere = (gpu: ServiceSettings["gpu"]) => `NoNewPrivileges=yes
LockPersonality=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictNamespaces=yes
RestrictAddressFamilies=AF_UNIX${gpu === "off" ? "" : " AF_NETLINK"}
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
# Not MemoryDenyWriteExecute=: JavaScript and the GPU's driver compile while they run.
`;

/** For systemd-sysusers: it makes what is missing and changes nothing that is there. */
export function sysusersText({ socketGroup }: Pick<ServiceSettings, "socketGroup">): string {
  const group = socketGroup === undefined || /^\d+$/.test(socketGroup) ? "" : `g ${socketGroup} -\n`;
  return signed(`u ${SERVICE_USER} - "BioReview model server"\n${group}`);
}

/** A word of a command in a unit: quoted, and with nothing in it that systemd would replace. */
export function word(text: string): string {
  if (/^[\w/.:=@+,-]+$/.test(text)) return text;
  const escaped = text
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll("%", "%%")
    .replaceAll("$", "$$$$")
    .replaceAll("\n", "\\n");
  return `"${escaped}"`;
}

function option(name: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [name, String(value)];
}

const MARK =
  "# Written by `bioreview-runner install`, which changes it only while it is as it was written. For changes of yours: `systemctl edit`.";
const DIGEST = /^# sha256 of what follows: ([0-9a-f]{64})$/;

function signed(text: string): string {
  return `${MARK}\n# sha256 of what follows: ${digestOf(text)}\n${text}`;
}
function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** @param text of a file where ours would stand
 *  @returns whose it is: "edited" was ours and was changed since */
export function whoseFile(text: string): "ours" | "edited" | "foreign" {
  const [mark, digest = "", ...rest] = text.split("\n");
  if (!mark?.startsWith("# Written by `bioreview-runner install`")) return "foreign";
  return DIGEST.exec(digest)?.[1] === digestOf(rest.join("\n")) ? "ours" : "edited";
}

/** @returns what was chosen when this unit was written; undefined where it does not say */
export function settingsIn(text: string): ServiceSettings | undefined {
  const line = /^Settings=(.*)$/m.exec(text)?.[1];
  try {
    return ServiceSettings.safeParse(JSON.parse(line ?? "")).data;
  } catch {
    return undefined;
  }
}
