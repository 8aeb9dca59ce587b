import { n as startServer, t as makeSocketFolder } from "./inference~start-server.js";

export { startServer };