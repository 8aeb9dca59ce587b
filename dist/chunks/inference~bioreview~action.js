// src/inference/index.ts
const connectModel = async (...args) => (await import("./openai-model.js")).connectModel(...args);
const connectEmbedder = async (...args) => (await import("./openai-embedder.js")).connectEmbedder(...args);
const describeServer = async (...args) => (await import("./served-models.js")).describeServer(...args);
const startServer = async (...args) => (await import("./start-server.js")).startServer(...args);

export { startServer as i, connectModel as n, describeServer as r, connectEmbedder as t };