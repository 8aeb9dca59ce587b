import { t as require_proper_lockfile } from "./small-libraries2.js";

export default require_proper_lockfile();

export {  };