import { n as startServer, t as makeSocketFolder } from "./inference3.js";

export { startServer };