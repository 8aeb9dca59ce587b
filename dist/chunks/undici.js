import { t as require_undici } from "./undici~index~openai-embedder~openai-model~served-models~start-server.js";

export default require_undici();

export {  };