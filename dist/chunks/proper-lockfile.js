import { t as require_proper_lockfile } from "./small-libraries~action~action-post2.js";

export default require_proper_lockfile();

export {  };