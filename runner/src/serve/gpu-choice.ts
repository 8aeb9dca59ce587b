/** Which GPU a server may use, as it is typed. Apart from runtime.ts, so that the command line does not load the native libraries. */
export const GPU_CHOICES = ["auto", "cuda", "metal", "vulkan", "off"] as const;
export type GpuChoice = (typeof GPU_CHOICES)[number];
