// src/inference/index.ts
const connectModel = async (...args) => (await import("./client.js")).connectModel(...args);
const connectEmbedder = async (...args) => (await import("./client.js")).connectEmbedder(...args);
const describeServer = async (...args) => (await import("./client.js")).describeServer(...args);
const pullWeights = async (...args) => (await import("./client.js")).pullWeights(...args);
const startServer = async (...args) => (await import("./client.js")).startServer(...args);
const planModels = async (...args) => (await import("./client.js")).planModels(...args);

export { pullWeights as a, planModels as i, connectModel as n, startServer as o, describeServer as r, connectEmbedder as t };