import { t as require_undici } from "./undici~index~client.js";

export default require_undici();

export {  };