#!/usr/bin/env node
import { i as __toESM, r as __require, t as __commonJSMin } from "./chunks/rolldown-runtime.js";
import { A as ManuscriptError, D as EXIT_CODES, I as UserError, M as OutputError, N as ServerError, P as SettingsError, T as toDotPath, a as _enum, c as array, h as object, j as ModelsError, k as InterruptedError, p as looseObject, v as string } from "./chunks/schemas.js";
import { $ as calibrate, At as articleOf, B as differenceOf, H as comparisonResultSchema, It as anchorModelFor, K as countSentences, N as markdown, Ot as COUNTERS, P as plain, Q as parseLabels, R as findAnchorsBy, U as cosmeticComparison, W as anchorsIn, Z as skipCosmetic, _ as PROFILES, at as resultOf, b as comparisonText, c as connectEmbedder, ct as concernSchema, d as startServer, dt as buildPrompt, et as textsToEmbed$1, f as locateRunner, g as EMBEDDING_MODELS, gt as gitFiles, h as DEFAULT_PROFILE, jt as articleSchema, kt as tokenCounter, lt as REPAIRS, n as LONGEST_TIMEOUT, nt as review, ot as reviewResultSchema, p as weightsOfEmbedder, pt as readManuscript, st as SEVERITIES, t as GPU_KINDS, u as describeServer, ut as passageReadings, v as VERSION, vt as directoryFiles, x as comparisonMarkdown, z as textsToAnchor } from "./chunks/settings.js";
import { A as DEFAULT_EMBEDDER, C as share, D as reviewedTextOf, E as allOf, F as calibrationPath, I as makeCalibrationFolder, M as firstLedger, N as rowBy, O as openModelServers, P as calibrationFor, S as scoresOf, T as rowsOf, _ as capChart, a as readReferences, b as bySource, c as united, d as scoreArticle, f as readEmbeddings, g as writtenRow, h as readConcernRows, i as reviewManuscripts, j as compareReviews, k as servesEmbedder, l as PUBLISHED_THRESHOLD, m as keptRows, n as calibratedMatcher, o as readPredictions, p as embedCached, r as manuscriptsIn, s as postprocess, t as sweep, u as publishedMatcher, v as categoryChart, w as similarityOf, x as ratesOf, y as thresholdChart } from "./chunks/evaluate.js";
import { n as parseEndpoint, t as TIMEOUTS } from "./chunks/timeouts.js";
import { spawn } from "node:child_process";
import { basename, dirname, join, resolve } from "node:path";
import { constants, existsSync } from "node:fs";
import { access, mkdir, open, readFile, readdir, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { performance } from "node:perf_hooks";
import { homedir } from "node:os";

// src/cli/interrupt.ts
/** Ctrl-C, SIGTERM, and SIGHUP when a terminal is closed: the first asks everything to stop and tidy up, a second one ends the process at once. */
const SIGNALS = [
	"SIGINT",
	"SIGTERM",
	"SIGHUP"
];
function onInterrupt() {
	const controller = new AbortController();
	const interrupt = (name) => {
		if (controller.signal.aborted) process.exit(EXIT_CODES.interrupted);
		controller.abort(new InterruptedError({
			code: "interrupted",
			at: name,
			fault: "stopped before it was done, so nothing was written",
			remedy: "Run the same command again"
		}));
	};
	for (const name of SIGNALS) process.on(name, interrupt);
	const stop = () => {
		for (const name of SIGNALS) process.off(name, interrupt);
	};
	return {
		signal: controller.signal,
		stop
	};
}

// node_modules/commander/lib/error.js
var require_error = /* @__PURE__ */ __commonJSMin(((exports) => {
	/**
	* CommanderError class
	*/
	var CommanderError = class extends Error {
		/**
		* Constructs the CommanderError class
		* @param {number} exitCode suggested exit code which could be used with process.exit
		* @param {string} code an id string representing the error
		* @param {string} message human-readable description of the error
		*/
		constructor(exitCode, code, message) {
			super(message);
			Error.captureStackTrace(this, this.constructor);
			this.name = this.constructor.name;
			this.code = code;
			this.exitCode = exitCode;
			this.nestedError = void 0;
		}
	};
	/**
	* InvalidArgumentError class
	*/
	var InvalidArgumentError = class extends CommanderError {
		/**
		* Constructs the InvalidArgumentError class
		* @param {string} [message] explanation of why argument is invalid
		*/
		constructor(message) {
			super(1, "commander.invalidArgument", message);
			Error.captureStackTrace(this, this.constructor);
			this.name = this.constructor.name;
		}
	};
	exports.CommanderError = CommanderError;
	exports.InvalidArgumentError = InvalidArgumentError;
}));

// node_modules/commander/lib/argument.js
var require_argument = /* @__PURE__ */ __commonJSMin(((exports) => {
	const { InvalidArgumentError } = require_error();
	var Argument = class {
		/**
		* Initialize a new command argument with the given name and description.
		* The default is that the argument is required, and you can explicitly
		* indicate this with <> around the name. Put [] around the name for an optional argument.
		*
		* @param {string} name
		* @param {string} [description]
		*/
		constructor(name, description) {
			this.description = description || "";
			this.variadic = false;
			this.parseArg = void 0;
			this.defaultValue = void 0;
			this.defaultValueDescription = void 0;
			this.argChoices = void 0;
			switch (name[0]) {
				case "<":
					this.required = true;
					this._name = name.slice(1, -1);
					break;
				case "[":
					this.required = false;
					this._name = name.slice(1, -1);
					break;
				default:
					this.required = true;
					this._name = name;
			}
			if (this._name.endsWith("...")) {
				this.variadic = true;
				this._name = this._name.slice(0, -3);
			}
		}
		/**
		* Return argument name.
		*
		* @return {string}
		*/
		name() {
			return this._name;
		}
		/**
		* @package
		*/
		_collectValue(value, previous) {
			if (previous === this.defaultValue || !Array.isArray(previous)) return [value];
			previous.push(value);
			return previous;
		}
		/**
		* Set the default value, and optionally supply the description to be displayed in the help.
		*
		* @param {*} value
		* @param {string} [description]
		* @return {Argument}
		*/
		default(value, description) {
			this.defaultValue = value;
			this.defaultValueDescription = description;
			return this;
		}
		/**
		* Set the custom handler for processing CLI command arguments into argument values.
		*
		* @param {Function} [fn]
		* @return {Argument}
		*/
		argParser(fn) {
			this.parseArg = fn;
			return this;
		}
		/**
		* Only allow argument value to be one of choices.
		*
		* @param {string[]} values
		* @return {Argument}
		*/
		choices(values) {
			this.argChoices = values.slice();
			this.parseArg = (arg, previous) => {
				if (!this.argChoices.includes(arg)) throw new InvalidArgumentError(`Allowed choices are ${this.argChoices.join(", ")}.`);
				if (this.variadic) return this._collectValue(arg, previous);
				return arg;
			};
			return this;
		}
		/**
		* Make argument required.
		*
		* @returns {Argument}
		*/
		argRequired() {
			this.required = true;
			return this;
		}
		/**
		* Make argument optional.
		*
		* @returns {Argument}
		*/
		argOptional() {
			this.required = false;
			return this;
		}
	};
	/**
	* Takes an argument and returns its human readable equivalent for help usage.
	*
	* @param {Argument} arg
	* @return {string}
	* @private
	*/
	function humanReadableArgName(arg) {
		const nameOutput = arg.name() + (arg.variadic === true ? "..." : "");
		return arg.required ? "<" + nameOutput + ">" : "[" + nameOutput + "]";
	}
	exports.Argument = Argument;
	exports.humanReadableArgName = humanReadableArgName;
}));

// node_modules/commander/lib/help.js
var require_help = /* @__PURE__ */ __commonJSMin(((exports) => {
	const { humanReadableArgName } = require_argument();
	/**
	* TypeScript import types for JSDoc, used by Visual Studio Code IntelliSense and `npm run typescript-checkJS`
	* https://www.typescriptlang.org/docs/handbook/jsdoc-supported-types.html#import-types
	* @typedef { import("./argument.js").Argument } Argument
	* @typedef { import("./command.js").Command } Command
	* @typedef { import("./option.js").Option } Option
	*/
	var Help = class {
		constructor() {
			this.helpWidth = void 0;
			this.minWidthToWrap = 40;
			this.sortSubcommands = false;
			this.sortOptions = false;
			this.showGlobalOptions = false;
		}
		/**
		* prepareContext is called by Commander after applying overrides from `Command.configureHelp()`
		* and just before calling `formatHelp()`.
		*
		* Commander just uses the helpWidth and the rest is provided for optional use by more complex subclasses.
		*
		* @param {{ error?: boolean, helpWidth?: number, outputHasColors?: boolean }} contextOptions
		*/
		prepareContext(contextOptions) {
			this.helpWidth = this.helpWidth ?? contextOptions.helpWidth ?? 80;
		}
		/**
		* Get an array of the visible subcommands. Includes a placeholder for the implicit help command, if there is one.
		*
		* @param {Command} cmd
		* @returns {Command[]}
		*/
		visibleCommands(cmd) {
			const visibleCommands = cmd.commands.filter((cmd) => !cmd._hidden);
			const helpCommand = cmd._getHelpCommand();
			if (helpCommand && !helpCommand._hidden) visibleCommands.push(helpCommand);
			if (this.sortSubcommands) visibleCommands.sort((a, b) => {
				return a.name().localeCompare(b.name());
			});
			return visibleCommands;
		}
		/**
		* Compare options for sort.
		*
		* @param {Option} a
		* @param {Option} b
		* @returns {number}
		*/
		compareOptions(a, b) {
			const getSortKey = (option) => {
				return option.short ? option.short.replace(/^-/, "") : option.long.replace(/^--/, "");
			};
			return getSortKey(a).localeCompare(getSortKey(b));
		}
		/**
		* Get an array of the visible options. Includes a placeholder for the implicit help option, if there is one.
		*
		* @param {Command} cmd
		* @returns {Option[]}
		*/
		visibleOptions(cmd) {
			const visibleOptions = cmd.options.filter((option) => !option.hidden);
			const helpOption = cmd._getHelpOption();
			if (helpOption && !helpOption.hidden) {
				const removeShort = helpOption.short && cmd._findOption(helpOption.short);
				const removeLong = helpOption.long && cmd._findOption(helpOption.long);
				if (!removeShort && !removeLong) visibleOptions.push(helpOption);
				else if (helpOption.long && !removeLong) visibleOptions.push(cmd.createOption(helpOption.long, helpOption.description));
				else if (helpOption.short && !removeShort) visibleOptions.push(cmd.createOption(helpOption.short, helpOption.description));
			}
			if (this.sortOptions) visibleOptions.sort(this.compareOptions);
			return visibleOptions;
		}
		/**
		* Get an array of the visible global options. (Not including help.)
		*
		* @param {Command} cmd
		* @returns {Option[]}
		*/
		visibleGlobalOptions(cmd) {
			if (!this.showGlobalOptions) return [];
			const globalOptions = [];
			for (let ancestorCmd = cmd.parent; ancestorCmd; ancestorCmd = ancestorCmd.parent) {
				const visibleOptions = ancestorCmd.options.filter((option) => !option.hidden);
				globalOptions.push(...visibleOptions);
			}
			if (this.sortOptions) globalOptions.sort(this.compareOptions);
			return globalOptions;
		}
		/**
		* Get an array of the arguments if any have a description.
		*
		* @param {Command} cmd
		* @returns {Argument[]}
		*/
		visibleArguments(cmd) {
			if (cmd._argsDescription) cmd.registeredArguments.forEach((argument) => {
				argument.description = argument.description || cmd._argsDescription[argument.name()] || "";
			});
			if (cmd.registeredArguments.find((argument) => argument.description)) return cmd.registeredArguments;
			return [];
		}
		/**
		* Get the command term to show in the list of subcommands.
		*
		* @param {Command} cmd
		* @returns {string}
		*/
		subcommandTerm(cmd) {
			const args = cmd.registeredArguments.map((arg) => humanReadableArgName(arg)).join(" ");
			return cmd._name + (cmd._aliases[0] ? "|" + cmd._aliases[0] : "") + (cmd.options.length ? " [options]" : "") + (args ? " " + args : "");
		}
		/**
		* Get the option term to show in the list of options.
		*
		* @param {Option} option
		* @returns {string}
		*/
		optionTerm(option) {
			return option.flags;
		}
		/**
		* Get the argument term to show in the list of arguments.
		*
		* @param {Argument} argument
		* @returns {string}
		*/
		argumentTerm(argument) {
			return argument.name();
		}
		/**
		* Get the longest command term length.
		*
		* @param {Command} cmd
		* @param {Help} helper
		* @returns {number}
		*/
		longestSubcommandTermLength(cmd, helper) {
			return helper.visibleCommands(cmd).reduce((max, command) => {
				return Math.max(max, this.displayWidth(helper.styleSubcommandTerm(helper.subcommandTerm(command))));
			}, 0);
		}
		/**
		* Get the longest option term length.
		*
		* @param {Command} cmd
		* @param {Help} helper
		* @returns {number}
		*/
		longestOptionTermLength(cmd, helper) {
			return helper.visibleOptions(cmd).reduce((max, option) => {
				return Math.max(max, this.displayWidth(helper.styleOptionTerm(helper.optionTerm(option))));
			}, 0);
		}
		/**
		* Get the longest global option term length.
		*
		* @param {Command} cmd
		* @param {Help} helper
		* @returns {number}
		*/
		longestGlobalOptionTermLength(cmd, helper) {
			return helper.visibleGlobalOptions(cmd).reduce((max, option) => {
				return Math.max(max, this.displayWidth(helper.styleOptionTerm(helper.optionTerm(option))));
			}, 0);
		}
		/**
		* Get the longest argument term length.
		*
		* @param {Command} cmd
		* @param {Help} helper
		* @returns {number}
		*/
		longestArgumentTermLength(cmd, helper) {
			return helper.visibleArguments(cmd).reduce((max, argument) => {
				return Math.max(max, this.displayWidth(helper.styleArgumentTerm(helper.argumentTerm(argument))));
			}, 0);
		}
		/**
		* Get the command usage to be displayed at the top of the built-in help.
		*
		* @param {Command} cmd
		* @returns {string}
		*/
		commandUsage(cmd) {
			let cmdName = cmd._name;
			if (cmd._aliases[0]) cmdName = cmdName + "|" + cmd._aliases[0];
			let ancestorCmdNames = "";
			for (let ancestorCmd = cmd.parent; ancestorCmd; ancestorCmd = ancestorCmd.parent) ancestorCmdNames = ancestorCmd.name() + " " + ancestorCmdNames;
			return ancestorCmdNames + cmdName + " " + cmd.usage();
		}
		/**
		* Get the description for the command.
		*
		* @param {Command} cmd
		* @returns {string}
		*/
		commandDescription(cmd) {
			return cmd.description();
		}
		/**
		* Get the subcommand summary to show in the list of subcommands.
		* (Fallback to description for backwards compatibility.)
		*
		* @param {Command} cmd
		* @returns {string}
		*/
		subcommandDescription(cmd) {
			return cmd.summary() || cmd.description();
		}
		/**
		* Get the option description to show in the list of options.
		*
		* @param {Option} option
		* @return {string}
		*/
		optionDescription(option) {
			const extraInfo = [];
			if (option.argChoices) extraInfo.push(`choices: ${option.argChoices.map((choice) => JSON.stringify(choice)).join(", ")}`);
			if (option.defaultValue !== void 0) {
				if (option.required || option.optional || option.isBoolean() && typeof option.defaultValue === "boolean") extraInfo.push(`default: ${option.defaultValueDescription || JSON.stringify(option.defaultValue)}`);
			}
			if (option.presetArg !== void 0 && option.optional) extraInfo.push(`preset: ${JSON.stringify(option.presetArg)}`);
			if (option.envVar !== void 0) extraInfo.push(`env: ${option.envVar}`);
			if (extraInfo.length > 0) {
				const extraDescription = `(${extraInfo.join(", ")})`;
				if (option.description) return `${option.description} ${extraDescription}`;
				return extraDescription;
			}
			return option.description;
		}
		/**
		* Get the argument description to show in the list of arguments.
		*
		* @param {Argument} argument
		* @return {string}
		*/
		argumentDescription(argument) {
			const extraInfo = [];
			if (argument.argChoices) extraInfo.push(`choices: ${argument.argChoices.map((choice) => JSON.stringify(choice)).join(", ")}`);
			if (argument.defaultValue !== void 0) extraInfo.push(`default: ${argument.defaultValueDescription || JSON.stringify(argument.defaultValue)}`);
			if (extraInfo.length > 0) {
				const extraDescription = `(${extraInfo.join(", ")})`;
				if (argument.description) return `${argument.description} ${extraDescription}`;
				return extraDescription;
			}
			return argument.description;
		}
		/**
		* Format a list of items, given a heading and an array of formatted items.
		*
		* @param {string} heading
		* @param {string[]} items
		* @param {Help} helper
		* @returns string[]
		*/
		formatItemList(heading, items, helper) {
			if (items.length === 0) return [];
			return [
				helper.styleTitle(heading),
				...items,
				""
			];
		}
		/**
		* Group items by their help group heading.
		*
		* @param {Command[] | Option[]} unsortedItems
		* @param {Command[] | Option[]} visibleItems
		* @param {Function} getGroup
		* @returns {Map<string, Command[] | Option[]>}
		*/
		groupItems(unsortedItems, visibleItems, getGroup) {
			const result = /* @__PURE__ */ new Map();
			unsortedItems.forEach((item) => {
				const group = getGroup(item);
				if (!result.has(group)) result.set(group, []);
			});
			visibleItems.forEach((item) => {
				const group = getGroup(item);
				if (!result.has(group)) result.set(group, []);
				result.get(group).push(item);
			});
			return result;
		}
		/**
		* Generate the built-in help text.
		*
		* @param {Command} cmd
		* @param {Help} helper
		* @returns {string}
		*/
		formatHelp(cmd, helper) {
			const termWidth = helper.padWidth(cmd, helper);
			const helpWidth = helper.helpWidth ?? 80;
			function callFormatItem(term, description) {
				return helper.formatItem(term, termWidth, description, helper);
			}
			let output = [`${helper.styleTitle("Usage:")} ${helper.styleUsage(helper.commandUsage(cmd))}`, ""];
			const commandDescription = helper.commandDescription(cmd);
			if (commandDescription.length > 0) output = output.concat([helper.boxWrap(helper.styleCommandDescription(commandDescription), helpWidth), ""]);
			const argumentList = helper.visibleArguments(cmd).map((argument) => {
				return callFormatItem(helper.styleArgumentTerm(helper.argumentTerm(argument)), helper.styleArgumentDescription(helper.argumentDescription(argument)));
			});
			output = output.concat(this.formatItemList("Arguments:", argumentList, helper));
			this.groupItems(cmd.options, helper.visibleOptions(cmd), (option) => option.helpGroupHeading ?? "Options:").forEach((options, group) => {
				const optionList = options.map((option) => {
					return callFormatItem(helper.styleOptionTerm(helper.optionTerm(option)), helper.styleOptionDescription(helper.optionDescription(option)));
				});
				output = output.concat(this.formatItemList(group, optionList, helper));
			});
			if (helper.showGlobalOptions) {
				const globalOptionList = helper.visibleGlobalOptions(cmd).map((option) => {
					return callFormatItem(helper.styleOptionTerm(helper.optionTerm(option)), helper.styleOptionDescription(helper.optionDescription(option)));
				});
				output = output.concat(this.formatItemList("Global Options:", globalOptionList, helper));
			}
			this.groupItems(cmd.commands, helper.visibleCommands(cmd), (sub) => sub.helpGroup() || "Commands:").forEach((commands, group) => {
				const commandList = commands.map((sub) => {
					return callFormatItem(helper.styleSubcommandTerm(helper.subcommandTerm(sub)), helper.styleSubcommandDescription(helper.subcommandDescription(sub)));
				});
				output = output.concat(this.formatItemList(group, commandList, helper));
			});
			return output.join("\n");
		}
		/**
		* Return display width of string, ignoring ANSI escape sequences. Used in padding and wrapping calculations.
		*
		* @param {string} str
		* @returns {number}
		*/
		displayWidth(str) {
			return stripColor(str).length;
		}
		/**
		* Style the title for displaying in the help. Called with 'Usage:', 'Options:', etc.
		*
		* @param {string} str
		* @returns {string}
		*/
		styleTitle(str) {
			return str;
		}
		styleUsage(str) {
			return str.split(" ").map((word) => {
				if (word === "[options]") return this.styleOptionText(word);
				if (word === "[command]") return this.styleSubcommandText(word);
				if (word[0] === "[" || word[0] === "<") return this.styleArgumentText(word);
				return this.styleCommandText(word);
			}).join(" ");
		}
		styleCommandDescription(str) {
			return this.styleDescriptionText(str);
		}
		styleOptionDescription(str) {
			return this.styleDescriptionText(str);
		}
		styleSubcommandDescription(str) {
			return this.styleDescriptionText(str);
		}
		styleArgumentDescription(str) {
			return this.styleDescriptionText(str);
		}
		styleDescriptionText(str) {
			return str;
		}
		styleOptionTerm(str) {
			return this.styleOptionText(str);
		}
		styleSubcommandTerm(str) {
			return str.split(" ").map((word) => {
				if (word === "[options]") return this.styleOptionText(word);
				if (word[0] === "[" || word[0] === "<") return this.styleArgumentText(word);
				return this.styleSubcommandText(word);
			}).join(" ");
		}
		styleArgumentTerm(str) {
			return this.styleArgumentText(str);
		}
		styleOptionText(str) {
			return str;
		}
		styleArgumentText(str) {
			return str;
		}
		styleSubcommandText(str) {
			return str;
		}
		styleCommandText(str) {
			return str;
		}
		/**
		* Calculate the pad width from the maximum term length.
		*
		* @param {Command} cmd
		* @param {Help} helper
		* @returns {number}
		*/
		padWidth(cmd, helper) {
			return Math.max(helper.longestOptionTermLength(cmd, helper), helper.longestGlobalOptionTermLength(cmd, helper), helper.longestSubcommandTermLength(cmd, helper), helper.longestArgumentTermLength(cmd, helper));
		}
		/**
		* Detect manually wrapped and indented strings by checking for line break followed by whitespace.
		*
		* @param {string} str
		* @returns {boolean}
		*/
		preformatted(str) {
			return /\n[^\S\r\n]/.test(str);
		}
		/**
		* Format the "item", which consists of a term and description. Pad the term and wrap the description, indenting the following lines.
		*
		* So "TTT", 5, "DDD DDDD DD DDD" might be formatted for this.helpWidth=17 like so:
		*   TTT  DDD DDDD
		*        DD DDD
		*
		* @param {string} term
		* @param {number} termWidth
		* @param {string} description
		* @param {Help} helper
		* @returns {string}
		*/
		formatItem(term, termWidth, description, helper) {
			const itemIndent = 2;
			const itemIndentStr = " ".repeat(itemIndent);
			if (!description) return itemIndentStr + term;
			const paddedTerm = term.padEnd(termWidth + term.length - helper.displayWidth(term));
			const spacerWidth = 2;
			const remainingWidth = (this.helpWidth ?? 80) - termWidth - spacerWidth - itemIndent;
			let formattedDescription;
			if (remainingWidth < this.minWidthToWrap || helper.preformatted(description)) formattedDescription = description;
			else formattedDescription = helper.boxWrap(description, remainingWidth).replace(/\n/g, "\n" + " ".repeat(termWidth + spacerWidth));
			return itemIndentStr + paddedTerm + " ".repeat(spacerWidth) + formattedDescription.replace(/\n/g, `\n${itemIndentStr}`);
		}
		/**
		* Wrap a string at whitespace, preserving existing line breaks.
		* Wrapping is skipped if the width is less than `minWidthToWrap`.
		*
		* @param {string} str
		* @param {number} width
		* @returns {string}
		*/
		boxWrap(str, width) {
			if (width < this.minWidthToWrap) return str;
			const rawLines = str.split(/\r\n|\n/);
			const chunkPattern = /[\s]*[^\s]+/g;
			const wrappedLines = [];
			rawLines.forEach((line) => {
				const chunks = line.match(chunkPattern);
				if (chunks === null) {
					wrappedLines.push("");
					return;
				}
				let sumChunks = [chunks.shift()];
				let sumWidth = this.displayWidth(sumChunks[0]);
				chunks.forEach((chunk) => {
					const visibleWidth = this.displayWidth(chunk);
					if (sumWidth + visibleWidth <= width) {
						sumChunks.push(chunk);
						sumWidth += visibleWidth;
						return;
					}
					wrappedLines.push(sumChunks.join(""));
					const nextChunk = chunk.trimStart();
					sumChunks = [nextChunk];
					sumWidth = this.displayWidth(nextChunk);
				});
				wrappedLines.push(sumChunks.join(""));
			});
			return wrappedLines.join("\n");
		}
	};
	/**
	* Strip style ANSI escape sequences from the string. In particular, SGR (Select Graphic Rendition) codes.
	*
	* @param {string} str
	* @returns {string}
	* @package
	*/
	function stripColor(str) {
		return str.replace(/\x1b\[\d*(;\d*)*m/g, "");
	}
	exports.Help = Help;
	exports.stripColor = stripColor;
}));

// node_modules/commander/lib/option.js
var require_option = /* @__PURE__ */ __commonJSMin(((exports) => {
	const { InvalidArgumentError } = require_error();
	var Option = class {
		/**
		* Initialize a new `Option` with the given `flags` and `description`.
		*
		* @param {string} flags
		* @param {string} [description]
		*/
		constructor(flags, description) {
			this.flags = flags;
			this.description = description || "";
			this.required = flags.includes("<");
			this.optional = flags.includes("[");
			this.variadic = /\w\.\.\.[>\]]$/.test(flags);
			this.mandatory = false;
			const optionFlags = splitOptionFlags(flags);
			this.short = optionFlags.shortFlag;
			this.long = optionFlags.longFlag;
			this.negate = false;
			if (this.long) this.negate = this.long.startsWith("--no-");
			this.defaultValue = void 0;
			this.defaultValueDescription = void 0;
			this.presetArg = void 0;
			this.envVar = void 0;
			this.parseArg = void 0;
			this.hidden = false;
			this.argChoices = void 0;
			this.conflictsWith = [];
			this.implied = void 0;
			this.helpGroupHeading = void 0;
		}
		/**
		* Set the default value, and optionally supply the description to be displayed in the help.
		*
		* @param {*} value
		* @param {string} [description]
		* @return {Option}
		*/
		default(value, description) {
			this.defaultValue = value;
			this.defaultValueDescription = description;
			return this;
		}
		/**
		* Preset to use when option used without option-argument, especially optional but also boolean and negated.
		* The custom processing (parseArg) is called.
		*
		* @example
		* new Option('--color').default('GREYSCALE').preset('RGB');
		* new Option('--donate [amount]').preset('20').argParser(parseFloat);
		*
		* @param {*} arg
		* @return {Option}
		*/
		preset(arg) {
			this.presetArg = arg;
			return this;
		}
		/**
		* Add option name(s) that conflict with this option.
		* An error will be displayed if conflicting options are found during parsing.
		*
		* @example
		* new Option('--rgb').conflicts('cmyk');
		* new Option('--js').conflicts(['ts', 'jsx']);
		*
		* @param {(string | string[])} names
		* @return {Option}
		*/
		conflicts(names) {
			this.conflictsWith = this.conflictsWith.concat(names);
			return this;
		}
		/**
		* Specify implied option values for when this option is set and the implied options are not.
		*
		* The custom processing (parseArg) is not called on the implied values.
		*
		* @example
		* program
		*   .addOption(new Option('--log', 'write logging information to file'))
		*   .addOption(new Option('--trace', 'log extra details').implies({ log: 'trace.txt' }));
		*
		* @param {object} impliedOptionValues
		* @return {Option}
		*/
		implies(impliedOptionValues) {
			let newImplied = impliedOptionValues;
			if (typeof impliedOptionValues === "string") newImplied = { [impliedOptionValues]: true };
			this.implied = Object.assign(this.implied || {}, newImplied);
			return this;
		}
		/**
		* Set environment variable to check for option value.
		*
		* An environment variable is only used if when processed the current option value is
		* undefined, or the source of the current value is 'default' or 'config' or 'env'.
		*
		* @param {string} name
		* @return {Option}
		*/
		env(name) {
			this.envVar = name;
			return this;
		}
		/**
		* Set the custom handler for processing CLI option arguments into option values.
		*
		* @param {Function} [fn]
		* @return {Option}
		*/
		argParser(fn) {
			this.parseArg = fn;
			return this;
		}
		/**
		* Whether the option is mandatory and must have a value after parsing.
		*
		* @param {boolean} [mandatory=true]
		* @return {Option}
		*/
		makeOptionMandatory(mandatory = true) {
			this.mandatory = !!mandatory;
			return this;
		}
		/**
		* Hide option in help.
		*
		* @param {boolean} [hide=true]
		* @return {Option}
		*/
		hideHelp(hide = true) {
			this.hidden = !!hide;
			return this;
		}
		/**
		* @package
		*/
		_collectValue(value, previous) {
			if (previous === this.defaultValue || !Array.isArray(previous)) return [value];
			previous.push(value);
			return previous;
		}
		/**
		* Only allow option value to be one of choices.
		*
		* @param {string[]} values
		* @return {Option}
		*/
		choices(values) {
			this.argChoices = values.slice();
			this.parseArg = (arg, previous) => {
				if (!this.argChoices.includes(arg)) throw new InvalidArgumentError(`Allowed choices are ${this.argChoices.join(", ")}.`);
				if (this.variadic) return this._collectValue(arg, previous);
				return arg;
			};
			return this;
		}
		/**
		* Return option name.
		*
		* @return {string}
		*/
		name() {
			if (this.long) return this.long.replace(/^--/, "");
			return this.short.replace(/^-/, "");
		}
		/**
		* Return option name, in a camelcase format that can be used
		* as an object attribute key.
		*
		* @return {string}
		*/
		attributeName() {
			if (this.negate) return camelcase(this.name().replace(/^no-/, ""));
			return camelcase(this.name());
		}
		/**
		* Set the help group heading.
		*
		* @param {string} heading
		* @return {Option}
		*/
		helpGroup(heading) {
			this.helpGroupHeading = heading;
			return this;
		}
		/**
		* Check if `arg` matches the short or long flag.
		*
		* @param {string} arg
		* @return {boolean}
		* @package
		*/
		is(arg) {
			return this.short === arg || this.long === arg;
		}
		/**
		* Return whether a boolean option.
		*
		* Options are one of boolean, negated, required argument, or optional argument.
		*
		* @return {boolean}
		* @package
		*/
		isBoolean() {
			return !this.required && !this.optional && !this.negate;
		}
	};
	/**
	* This class is to make it easier to work with dual options, without changing the existing
	* implementation. We support separate dual options for separate positive and negative options,
	* like `--build` and `--no-build`, which share a single option value. This works nicely for some
	* use cases, but is tricky for others where we want separate behaviours despite
	* the single shared option value.
	*/
	var DualOptions = class {
		/**
		* @param {Option[]} options
		*/
		constructor(options) {
			this.positiveOptions = /* @__PURE__ */ new Map();
			this.negativeOptions = /* @__PURE__ */ new Map();
			this.dualOptions = /* @__PURE__ */ new Set();
			options.forEach((option) => {
				if (option.negate) this.negativeOptions.set(option.attributeName(), option);
				else this.positiveOptions.set(option.attributeName(), option);
			});
			this.negativeOptions.forEach((value, key) => {
				if (this.positiveOptions.has(key)) this.dualOptions.add(key);
			});
		}
		/**
		* Did the value come from the option, and not from possible matching dual option?
		*
		* @param {*} value
		* @param {Option} option
		* @returns {boolean}
		*/
		valueFromOption(value, option) {
			const optionKey = option.attributeName();
			if (!this.dualOptions.has(optionKey)) return true;
			const preset = this.negativeOptions.get(optionKey).presetArg;
			const negativeValue = preset !== void 0 ? preset : false;
			return option.negate === (negativeValue === value);
		}
	};
	/**
	* Convert string from kebab-case to camelCase.
	*
	* @param {string} str
	* @return {string}
	* @private
	*/
	function camelcase(str) {
		return str.split("-").reduce((str, word) => {
			return str + word[0].toUpperCase() + word.slice(1);
		});
	}
	/**
	* Split the short and long flag out of something like '-m,--mixed <value>'
	*
	* @private
	*/
	function splitOptionFlags(flags) {
		let shortFlag;
		let longFlag;
		const shortFlagExp = /^-[^-]$/;
		const longFlagExp = /^--[^-]/;
		const flagParts = flags.split(/[ |,]+/).concat("guard");
		if (shortFlagExp.test(flagParts[0])) shortFlag = flagParts.shift();
		if (longFlagExp.test(flagParts[0])) longFlag = flagParts.shift();
		if (!shortFlag && shortFlagExp.test(flagParts[0])) shortFlag = flagParts.shift();
		if (!shortFlag && longFlagExp.test(flagParts[0])) {
			shortFlag = longFlag;
			longFlag = flagParts.shift();
		}
		if (flagParts[0].startsWith("-")) {
			const unsupportedFlag = flagParts[0];
			const baseError = `option creation failed due to '${unsupportedFlag}' in option flags '${flags}'`;
			if (/^-[^-][^-]/.test(unsupportedFlag)) throw new Error(`${baseError}
- a short flag is a single dash and a single character
  - either use a single dash and a single character (for a short flag)
  - or use a double dash for a long option (and can have two, like '--ws, --workspace')`);
			if (shortFlagExp.test(unsupportedFlag)) throw new Error(`${baseError}
- too many short flags`);
			if (longFlagExp.test(unsupportedFlag)) throw new Error(`${baseError}
- too many long flags`);
			throw new Error(`${baseError}
- unrecognised flag format`);
		}
		if (shortFlag === void 0 && longFlag === void 0) throw new Error(`option creation failed due to no flags found in '${flags}'.`);
		return {
			shortFlag,
			longFlag
		};
	}
	exports.Option = Option;
	exports.DualOptions = DualOptions;
}));

// node_modules/commander/lib/suggestSimilar.js
var require_suggestSimilar = /* @__PURE__ */ __commonJSMin(((exports) => {
	const maxDistance = 3;
	function editDistance(a, b) {
		if (Math.abs(a.length - b.length) > maxDistance) return Math.max(a.length, b.length);
		const d = [];
		for (let i = 0; i <= a.length; i++) d[i] = [i];
		for (let j = 0; j <= b.length; j++) d[0][j] = j;
		for (let j = 1; j <= b.length; j++) for (let i = 1; i <= a.length; i++) {
			let cost = 1;
			if (a[i - 1] === b[j - 1]) cost = 0;
			else cost = 1;
			d[i][j] = Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + cost);
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
		}
		return d[a.length][b.length];
	}
	/**
	* Find close matches, restricted to same number of edits.
	*
	* @param {string} word
	* @param {string[]} candidates
	* @returns {string}
	*/
	function suggestSimilar(word, candidates) {
		if (!candidates || candidates.length === 0) return "";
		candidates = Array.from(new Set(candidates));
		const searchingOptions = word.startsWith("--");
		if (searchingOptions) {
			word = word.slice(2);
			candidates = candidates.map((candidate) => candidate.slice(2));
		}
		let similar = [];
		let bestDistance = maxDistance;
		const minSimilarity = .4;
		candidates.forEach((candidate) => {
			if (candidate.length <= 1) return;
			const distance = editDistance(word, candidate);
			const length = Math.max(word.length, candidate.length);
			if ((length - distance) / length > minSimilarity) {
				if (distance < bestDistance) {
					bestDistance = distance;
					similar = [candidate];
				} else if (distance === bestDistance) similar.push(candidate);
			}
		});
		similar.sort((a, b) => a.localeCompare(b));
		if (searchingOptions) similar = similar.map((candidate) => `--${candidate}`);
		if (similar.length > 1) return `\n(Did you mean one of ${similar.join(", ")}?)`;
		if (similar.length === 1) return `\n(Did you mean ${similar[0]}?)`;
		return "";
	}
	exports.suggestSimilar = suggestSimilar;
}));

// node_modules/commander/lib/command.js
var require_command = /* @__PURE__ */ __commonJSMin(((exports) => {
	const EventEmitter = __require("node:events").EventEmitter;
	const childProcess = __require("node:child_process");
	const path = __require("node:path");
	const fs = __require("node:fs");
	const process = __require("node:process");
	const { Argument, humanReadableArgName } = require_argument();
	const { CommanderError } = require_error();
	const { Help, stripColor } = require_help();
	const { Option, DualOptions } = require_option();
	const { suggestSimilar } = require_suggestSimilar();
	var Command = class Command extends EventEmitter {
		/**
		* Initialize a new `Command`.
		*
		* @param {string} [name]
		*/
		constructor(name) {
			super();
			/** @type {Command[]} */
			this.commands = [];
			/** @type {Option[]} */
			this.options = [];
			this.parent = null;
			this._allowUnknownOption = false;
			this._allowExcessArguments = false;
			/** @type {Argument[]} */
			this.registeredArguments = [];
			this._args = this.registeredArguments;
			/** @type {string[]} */
			this.args = [];
			this.rawArgs = [];
			this.processedArgs = [];
			this._scriptPath = null;
			this._name = name || "";
			this._optionValues = {};
			this._optionValueSources = {};
			this._storeOptionsAsProperties = false;
			this._actionHandler = null;
			this._executableHandler = false;
			this._executableFile = null;
			this._executableDir = null;
			this._defaultCommandName = null;
			this._exitCallback = null;
			this._aliases = [];
			this._combineFlagAndOptionalValue = true;
			this._description = "";
			this._summary = "";
			this._argsDescription = void 0;
			this._enablePositionalOptions = false;
			this._passThroughOptions = false;
			this._lifeCycleHooks = {};
			/** @type {(boolean | string)} */
			this._showHelpAfterError = false;
			this._showSuggestionAfterError = true;
			this._savedState = null;
			this._outputConfiguration = {
				writeOut: (str) => process.stdout.write(str),
				writeErr: (str) => process.stderr.write(str),
				outputError: (str, write) => write(str),
				getOutHelpWidth: () => process.stdout.isTTY ? process.stdout.columns : void 0,
				getErrHelpWidth: () => process.stderr.isTTY ? process.stderr.columns : void 0,
				getOutHasColors: () => useColor() ?? (process.stdout.isTTY && process.stdout.hasColors?.()),
				getErrHasColors: () => useColor() ?? (process.stderr.isTTY && process.stderr.hasColors?.()),
				stripColor: (str) => stripColor(str)
			};
			this._hidden = false;
			/** @type {(Option | null | undefined)} */
			this._helpOption = void 0;
			this._addImplicitHelpCommand = void 0;
			/** @type {Command} */
			this._helpCommand = void 0;
			this._helpConfiguration = {};
			/** @type {string | undefined} */
			this._helpGroupHeading = void 0;
			/** @type {string | undefined} */
			this._defaultCommandGroup = void 0;
			/** @type {string | undefined} */
			this._defaultOptionGroup = void 0;
		}
		/**
		* Copy settings that are useful to have in common across root command and subcommands.
		*
		* (Used internally when adding a command using `.command()` so subcommands inherit parent settings.)
		*
		* @param {Command} sourceCommand
		* @return {Command} `this` command for chaining
		*/
		copyInheritedSettings(sourceCommand) {
			this._outputConfiguration = sourceCommand._outputConfiguration;
			this._helpOption = sourceCommand._helpOption;
			this._helpCommand = sourceCommand._helpCommand;
			this._helpConfiguration = sourceCommand._helpConfiguration;
			this._exitCallback = sourceCommand._exitCallback;
			this._storeOptionsAsProperties = sourceCommand._storeOptionsAsProperties;
			this._combineFlagAndOptionalValue = sourceCommand._combineFlagAndOptionalValue;
			this._allowExcessArguments = sourceCommand._allowExcessArguments;
			this._enablePositionalOptions = sourceCommand._enablePositionalOptions;
			this._showHelpAfterError = sourceCommand._showHelpAfterError;
			this._showSuggestionAfterError = sourceCommand._showSuggestionAfterError;
			return this;
		}
		/**
		* @returns {Command[]}
		* @private
		*/
		_getCommandAndAncestors() {
			const result = [];
			for (let command = this; command; command = command.parent) result.push(command);
			return result;
		}
		/**
		* Define a command.
		*
		* There are two styles of command: pay attention to where to put the description.
		*
		* @example
		* // Command implemented using action handler (description is supplied separately to `.command`)
		* program
		*   .command('clone <source> [destination]')
		*   .description('clone a repository into a newly created directory')
		*   .action((source, destination) => {
		*     console.log('clone command called');
		*   });
		*
		* // Command implemented using separate executable file (description is second parameter to `.command`)
		* program
		*   .command('start <service>', 'start named service')
		*   .command('stop [service]', 'stop named service, or all if no name supplied');
		*
		* @param {string} nameAndArgs - command name and arguments, args are `<required>` or `[optional]` and last may also be `variadic...`
		* @param {(object | string)} [actionOptsOrExecDesc] - configuration options (for action), or description (for executable)
		* @param {object} [execOpts] - configuration options (for executable)
		* @return {Command} returns new command for action handler, or `this` for executable command
		*/
		command(nameAndArgs, actionOptsOrExecDesc, execOpts) {
			let desc = actionOptsOrExecDesc;
			let opts = execOpts;
			if (typeof desc === "object" && desc !== null) {
				opts = desc;
				desc = null;
			}
			opts = opts || {};
			const [, name, args] = nameAndArgs.match(/([^ ]+) *(.*)/);
			const cmd = this.createCommand(name);
			if (desc) {
				cmd.description(desc);
				cmd._executableHandler = true;
			}
			if (opts.isDefault) this._defaultCommandName = cmd._name;
			cmd._hidden = !!(opts.noHelp || opts.hidden);
			cmd._executableFile = opts.executableFile || null;
			if (args) cmd.arguments(args);
			this._registerCommand(cmd);
			cmd.parent = this;
			cmd.copyInheritedSettings(this);
			if (desc) return this;
			return cmd;
		}
		/**
		* Factory routine to create a new unattached command.
		*
		* See .command() for creating an attached subcommand, which uses this routine to
		* create the command. You can override createCommand to customise subcommands.
		*
		* @param {string} [name]
		* @return {Command} new command
		*/
		createCommand(name) {
			return new Command(name);
		}
		/**
		* You can customise the help with a subclass of Help by overriding createHelp,
		* or by overriding Help properties using configureHelp().
		*
		* @return {Help}
		*/
		createHelp() {
			return Object.assign(new Help(), this.configureHelp());
		}
		/**
		* You can customise the help by overriding Help properties using configureHelp(),
		* or with a subclass of Help by overriding createHelp().
		*
		* @param {object} [configuration] - configuration options
		* @return {(Command | object)} `this` command for chaining, or stored configuration
		*/
		configureHelp(configuration) {
			if (configuration === void 0) return this._helpConfiguration;
			this._helpConfiguration = configuration;
			return this;
		}
		/**
		* The default output goes to stdout and stderr. You can customise this for special
		* applications. You can also customise the display of errors by overriding outputError.
		*
		* The configuration properties are all functions:
		*
		*     // change how output being written, defaults to stdout and stderr
		*     writeOut(str)
		*     writeErr(str)
		*     // change how output being written for errors, defaults to writeErr
		*     outputError(str, write) // used for displaying errors and not used for displaying help
		*     // specify width for wrapping help
		*     getOutHelpWidth()
		*     getErrHelpWidth()
		*     // color support, currently only used with Help
		*     getOutHasColors()
		*     getErrHasColors()
		*     stripColor() // used to remove ANSI escape codes if output does not have colors
		*
		* @param {object} [configuration] - configuration options
		* @return {(Command | object)} `this` command for chaining, or stored configuration
		*/
		configureOutput(configuration) {
			if (configuration === void 0) return this._outputConfiguration;
			this._outputConfiguration = {
				...this._outputConfiguration,
				...configuration
			};
			return this;
		}
		/**
		* Display the help or a custom message after an error occurs.
		*
		* @param {(boolean|string)} [displayHelp]
		* @return {Command} `this` command for chaining
		*/
		showHelpAfterError(displayHelp = true) {
			if (typeof displayHelp !== "string") displayHelp = !!displayHelp;
			this._showHelpAfterError = displayHelp;
			return this;
		}
		/**
		* Display suggestion of similar commands for unknown commands, or options for unknown options.
		*
		* @param {boolean} [displaySuggestion]
		* @return {Command} `this` command for chaining
		*/
		showSuggestionAfterError(displaySuggestion = true) {
			this._showSuggestionAfterError = !!displaySuggestion;
			return this;
		}
		/**
		* Add a prepared subcommand.
		*
		* See .command() for creating an attached subcommand which inherits settings from its parent.
		*
		* @param {Command} cmd - new subcommand
		* @param {object} [opts] - configuration options
		* @return {Command} `this` command for chaining
		*/
		addCommand(cmd, opts) {
			if (!cmd._name) throw new Error(`Command passed to .addCommand() must have a name
- specify the name in Command constructor or using .name()`);
			opts = opts || {};
			if (opts.isDefault) this._defaultCommandName = cmd._name;
			if (opts.noHelp || opts.hidden) cmd._hidden = true;
			this._registerCommand(cmd);
			cmd.parent = this;
			cmd._checkForBrokenPassThrough();
			return this;
		}
		/**
		* Factory routine to create a new unattached argument.
		*
		* See .argument() for creating an attached argument, which uses this routine to
		* create the argument. You can override createArgument to return a custom argument.
		*
		* @param {string} name
		* @param {string} [description]
		* @return {Argument} new argument
		*/
		createArgument(name, description) {
			return new Argument(name, description);
		}
		/**
		* Define argument syntax for command.
		*
		* The default is that the argument is required, and you can explicitly
		* indicate this with <> around the name. Put [] around the name for an optional argument.
		*
		* @example
		* program.argument('<input-file>');
		* program.argument('[output-file]');
		*
		* @param {string} name
		* @param {string} [description]
		* @param {(Function|*)} [parseArg] - custom argument processing function or default value
		* @param {*} [defaultValue]
		* @return {Command} `this` command for chaining
		*/
		argument(name, description, parseArg, defaultValue) {
			const argument = this.createArgument(name, description);
			if (typeof parseArg === "function") argument.default(defaultValue).argParser(parseArg);
			else argument.default(parseArg);
			this.addArgument(argument);
			return this;
		}
		/**
		* Define argument syntax for command, adding multiple at once (without descriptions).
		*
		* See also .argument().
		*
		* @example
		* program.arguments('<cmd> [env]');
		*
		* @param {string} names
		* @return {Command} `this` command for chaining
		*/
		arguments(names) {
			names.trim().split(/ +/).forEach((detail) => {
				this.argument(detail);
			});
			return this;
		}
		/**
		* Define argument syntax for command, adding a prepared argument.
		*
		* @param {Argument} argument
		* @return {Command} `this` command for chaining
		*/
		addArgument(argument) {
			const previousArgument = this.registeredArguments.slice(-1)[0];
			if (previousArgument?.variadic) throw new Error(`only the last argument can be variadic '${previousArgument.name()}'`);
			if (argument.required && argument.defaultValue !== void 0 && argument.parseArg === void 0) throw new Error(`a default value for a required argument is never used: '${argument.name()}'`);
			this.registeredArguments.push(argument);
			return this;
		}
		/**
		* Customise or override default help command. By default a help command is automatically added if your command has subcommands.
		*
		* @example
		*    program.helpCommand('help [cmd]');
		*    program.helpCommand('help [cmd]', 'show help');
		*    program.helpCommand(false); // suppress default help command
		*    program.helpCommand(true); // add help command even if no subcommands
		*
		* @param {string|boolean} enableOrNameAndArgs - enable with custom name and/or arguments, or boolean to override whether added
		* @param {string} [description] - custom description
		* @return {Command} `this` command for chaining
		*/
		helpCommand(enableOrNameAndArgs, description) {
			if (typeof enableOrNameAndArgs === "boolean") {
				this._addImplicitHelpCommand = enableOrNameAndArgs;
				if (enableOrNameAndArgs && this._defaultCommandGroup) this._initCommandGroup(this._getHelpCommand());
				return this;
			}
			const [, helpName, helpArgs] = (enableOrNameAndArgs ?? "help [command]").match(/([^ ]+) *(.*)/);
			const helpDescription = description ?? "display help for command";
			const helpCommand = this.createCommand(helpName);
			helpCommand.helpOption(false);
			if (helpArgs) helpCommand.arguments(helpArgs);
			if (helpDescription) helpCommand.description(helpDescription);
			this._addImplicitHelpCommand = true;
			this._helpCommand = helpCommand;
			if (enableOrNameAndArgs || description) this._initCommandGroup(helpCommand);
			return this;
		}
		/**
		* Add prepared custom help command.
		*
		* @param {(Command|string|boolean)} helpCommand - custom help command, or deprecated enableOrNameAndArgs as for `.helpCommand()`
		* @param {string} [deprecatedDescription] - deprecated custom description used with custom name only
		* @return {Command} `this` command for chaining
		*/
		addHelpCommand(helpCommand, deprecatedDescription) {
			if (typeof helpCommand !== "object") {
				this.helpCommand(helpCommand, deprecatedDescription);
				return this;
			}
			this._addImplicitHelpCommand = true;
			this._helpCommand = helpCommand;
			this._initCommandGroup(helpCommand);
			return this;
		}
		/**
		* Lazy create help command.
		*
		* @return {(Command|null)}
		* @package
		*/
		_getHelpCommand() {
			if (this._addImplicitHelpCommand ?? (this.commands.length && !this._actionHandler && !this._findCommand("help"))) {
				if (this._helpCommand === void 0) this.helpCommand(void 0, void 0);
				return this._helpCommand;
			}
			return null;
		}
		/**
		* Add hook for life cycle event.
		*
		* @param {string} event
		* @param {Function} listener
		* @return {Command} `this` command for chaining
		*/
		hook(event, listener) {
			const allowedValues = [
				"preSubcommand",
				"preAction",
				"postAction"
			];
			if (!allowedValues.includes(event)) throw new Error(`Unexpected value for event passed to hook : '${event}'.
Expecting one of '${allowedValues.join("', '")}'`);
			if (this._lifeCycleHooks[event]) this._lifeCycleHooks[event].push(listener);
			else this._lifeCycleHooks[event] = [listener];
			return this;
		}
		/**
		* Register callback to use as replacement for calling process.exit.
		*
		* @param {Function} [fn] optional callback which will be passed a CommanderError, defaults to throwing
		* @return {Command} `this` command for chaining
		*/
		exitOverride(fn) {
			if (fn) this._exitCallback = fn;
			else this._exitCallback = (err) => {
				if (err.code !== "commander.executeSubCommandAsync") throw err;
			};
			return this;
		}
		/**
		* Call process.exit, and _exitCallback if defined.
		*
		* @param {number} exitCode exit code for using with process.exit
		* @param {string} code an id string representing the error
		* @param {string} message human-readable description of the error
		* @return never
		* @private
		*/
		_exit(exitCode, code, message) {
			if (this._exitCallback) this._exitCallback(new CommanderError(exitCode, code, message));
			process.exit(exitCode);
		}
		/**
		* Register callback `fn` for the command.
		*
		* @example
		* program
		*   .command('serve')
		*   .description('start service')
		*   .action(function() {
		*      // do work here
		*   });
		*
		* @param {Function} fn
		* @return {Command} `this` command for chaining
		*/
		action(fn) {
			const listener = (args) => {
				const expectedArgsCount = this.registeredArguments.length;
				const actionArgs = args.slice(0, expectedArgsCount);
				if (this._storeOptionsAsProperties) actionArgs[expectedArgsCount] = this;
				else actionArgs[expectedArgsCount] = this.opts();
				actionArgs.push(this);
				return fn.apply(this, actionArgs);
			};
			this._actionHandler = listener;
			return this;
		}
		/**
		* Factory routine to create a new unattached option.
		*
		* See .option() for creating an attached option, which uses this routine to
		* create the option. You can override createOption to return a custom option.
		*
		* @param {string} flags
		* @param {string} [description]
		* @return {Option} new option
		*/
		createOption(flags, description) {
			return new Option(flags, description);
		}
		/**
		* Wrap parseArgs to catch 'commander.invalidArgument'.
		*
		* @param {(Option | Argument)} target
		* @param {string} value
		* @param {*} previous
		* @param {string} invalidArgumentMessage
		* @private
		*/
		_callParseArg(target, value, previous, invalidArgumentMessage) {
			try {
				return target.parseArg(value, previous);
			} catch (err) {
				if (err.code === "commander.invalidArgument") {
					const message = `${invalidArgumentMessage} ${err.message}`;
					this.error(message, {
						exitCode: err.exitCode,
						code: err.code
					});
				}
				throw err;
			}
		}
		/**
		* Check for option flag conflicts.
		* Register option if no conflicts found, or throw on conflict.
		*
		* @param {Option} option
		* @private
		*/
		_registerOption(option) {
			const matchingOption = option.short && this._findOption(option.short) || option.long && this._findOption(option.long);
			if (matchingOption) {
				const matchingFlag = option.long && this._findOption(option.long) ? option.long : option.short;
				throw new Error(`Cannot add option '${option.flags}'${this._name && ` to command '${this._name}'`} due to conflicting flag '${matchingFlag}'
-  already used by option '${matchingOption.flags}'`);
			}
			this._initOptionGroup(option);
			this.options.push(option);
		}
		/**
		* Check for command name and alias conflicts with existing commands.
		* Register command if no conflicts found, or throw on conflict.
		*
		* @param {Command} command
		* @private
		*/
		_registerCommand(command) {
			const knownBy = (cmd) => {
				return [cmd.name()].concat(cmd.aliases());
			};
			const alreadyUsed = knownBy(command).find((name) => this._findCommand(name));
			if (alreadyUsed) {
				const existingCmd = knownBy(this._findCommand(alreadyUsed)).join("|");
				const newCmd = knownBy(command).join("|");
				throw new Error(`cannot add command '${newCmd}' as already have command '${existingCmd}'`);
			}
			this._initCommandGroup(command);
			this.commands.push(command);
		}
		/**
		* Add an option.
		*
		* @param {Option} option
		* @return {Command} `this` command for chaining
		*/
		addOption(option) {
			this._registerOption(option);
			const oname = option.name();
			const name = option.attributeName();
			if (option.negate) {
				const positiveLongFlag = option.long.replace(/^--no-/, "--");
				if (!this._findOption(positiveLongFlag)) this.setOptionValueWithSource(name, option.defaultValue === void 0 ? true : option.defaultValue, "default");
			} else if (option.defaultValue !== void 0) this.setOptionValueWithSource(name, option.defaultValue, "default");
			const handleOptionValue = (val, invalidValueMessage, valueSource) => {
				if (val == null && option.presetArg !== void 0) val = option.presetArg;
				const oldValue = this.getOptionValue(name);
				if (val !== null && option.parseArg) val = this._callParseArg(option, val, oldValue, invalidValueMessage);
				else if (val !== null && option.variadic) val = option._collectValue(val, oldValue);
				if (val == null) {
					if (option.negate) val = false;
					else if (option.isBoolean() || option.optional) val = true;
					else val = "";
				}
				this.setOptionValueWithSource(name, val, valueSource);
			};
			this.on("option:" + oname, (val) => {
				const invalidValueMessage = `error: option '${option.flags}' argument '${val}' is invalid.`;
				handleOptionValue(val, invalidValueMessage, "cli");
			});
			if (option.envVar) this.on("optionEnv:" + oname, (val) => {
				const invalidValueMessage = `error: option '${option.flags}' value '${val}' from env '${option.envVar}' is invalid.`;
				handleOptionValue(val, invalidValueMessage, "env");
			});
			return this;
		}
		/**
		* Internal implementation shared by .option() and .requiredOption()
		*
		* @return {Command} `this` command for chaining
		* @private
		*/
		_optionEx(config, flags, description, fn, defaultValue) {
			if (typeof flags === "object" && flags instanceof Option) throw new Error("To add an Option object use addOption() instead of option() or requiredOption()");
			const option = this.createOption(flags, description);
			option.makeOptionMandatory(!!config.mandatory);
			if (typeof fn === "function") option.default(defaultValue).argParser(fn);
			else if (fn instanceof RegExp) {
				const regex = fn;
				fn = (val, def) => {
					const m = regex.exec(val);
					return m ? m[0] : def;
				};
				option.default(defaultValue).argParser(fn);
			} else option.default(fn);
			return this.addOption(option);
		}
		/**
		* Define option with `flags`, `description`, and optional argument parsing function or `defaultValue` or both.
		*
		* The `flags` string contains the short and/or long flags, separated by comma, a pipe or space. A required
		* option-argument is indicated by `<>` and an optional option-argument by `[]`.
		*
		* See the README for more details, and see also addOption() and requiredOption().
		*
		* @example
		* program
		*     .option('-p, --pepper', 'add pepper')
		*     .option('--pt, --pizza-type <TYPE>', 'type of pizza') // required option-argument
		*     .option('-c, --cheese [CHEESE]', 'add extra cheese', 'mozzarella') // optional option-argument with default
		*     .option('-t, --tip <VALUE>', 'add tip to purchase cost', parseFloat) // custom parse function
		*
		* @param {string} flags
		* @param {string} [description]
		* @param {(Function|*)} [parseArg] - custom option processing function or default value
		* @param {*} [defaultValue]
		* @return {Command} `this` command for chaining
		*/
		option(flags, description, parseArg, defaultValue) {
			return this._optionEx({}, flags, description, parseArg, defaultValue);
		}
		/**
		* Add a required option which must have a value after parsing. This usually means
		* the option must be specified on the command line. (Otherwise the same as .option().)
		*
		* The `flags` string contains the short and/or long flags, separated by comma, a pipe or space.
		*
		* @param {string} flags
		* @param {string} [description]
		* @param {(Function|*)} [parseArg] - custom option processing function or default value
		* @param {*} [defaultValue]
		* @return {Command} `this` command for chaining
		*/
		requiredOption(flags, description, parseArg, defaultValue) {
			return this._optionEx({ mandatory: true }, flags, description, parseArg, defaultValue);
		}
		/**
		* Alter parsing of short flags with optional values.
		*
		* @example
		* // for `.option('-f,--flag [value]'):
		* program.combineFlagAndOptionalValue(true);  // `-f80` is treated like `--flag=80`, this is the default behaviour
		* program.combineFlagAndOptionalValue(false) // `-fb` is treated like `-f -b`
		*
		* @param {boolean} [combine] - if `true` or omitted, an optional value can be specified directly after the flag.
		* @return {Command} `this` command for chaining
		*/
		combineFlagAndOptionalValue(combine = true) {
			this._combineFlagAndOptionalValue = !!combine;
			return this;
		}
		/**
		* Allow unknown options on the command line.
		*
		* @param {boolean} [allowUnknown] - if `true` or omitted, no error will be thrown for unknown options.
		* @return {Command} `this` command for chaining
		*/
		allowUnknownOption(allowUnknown = true) {
			this._allowUnknownOption = !!allowUnknown;
			return this;
		}
		/**
		* Allow excess command-arguments on the command line. Pass false to make excess arguments an error.
		*
		* @param {boolean} [allowExcess] - if `true` or omitted, no error will be thrown for excess arguments.
		* @return {Command} `this` command for chaining
		*/
		allowExcessArguments(allowExcess = true) {
			this._allowExcessArguments = !!allowExcess;
			return this;
		}
		/**
		* Enable positional options. Positional means global options are specified before subcommands which lets
		* subcommands reuse the same option names, and also enables subcommands to turn on passThroughOptions.
		* The default behaviour is non-positional and global options may appear anywhere on the command line.
		*
		* @param {boolean} [positional]
		* @return {Command} `this` command for chaining
		*/
		enablePositionalOptions(positional = true) {
			this._enablePositionalOptions = !!positional;
			return this;
		}
		/**
		* Pass through options that come after command-arguments rather than treat them as command-options,
		* so actual command-options come before command-arguments. Turning this on for a subcommand requires
		* positional options to have been enabled on the program (parent commands).
		* The default behaviour is non-positional and options may appear before or after command-arguments.
		*
		* @param {boolean} [passThrough] for unknown options.
		* @return {Command} `this` command for chaining
		*/
		passThroughOptions(passThrough = true) {
			this._passThroughOptions = !!passThrough;
			this._checkForBrokenPassThrough();
			return this;
		}
		/**
		* @private
		*/
		_checkForBrokenPassThrough() {
			if (this.parent && this._passThroughOptions && !this.parent._enablePositionalOptions) throw new Error(`passThroughOptions cannot be used for '${this._name}' without turning on enablePositionalOptions for parent command(s)`);
		}
		/**
		* Whether to store option values as properties on command object,
		* or store separately (specify false). In both cases the option values can be accessed using .opts().
		*
		* @param {boolean} [storeAsProperties=true]
		* @return {Command} `this` command for chaining
		*/
		storeOptionsAsProperties(storeAsProperties = true) {
			if (this.options.length) throw new Error("call .storeOptionsAsProperties() before adding options");
			if (Object.keys(this._optionValues).length) throw new Error("call .storeOptionsAsProperties() before setting option values");
			this._storeOptionsAsProperties = !!storeAsProperties;
			return this;
		}
		/**
		* Retrieve option value.
		*
		* @param {string} key
		* @return {object} value
		*/
		getOptionValue(key) {
			if (this._storeOptionsAsProperties) return this[key];
			return this._optionValues[key];
		}
		/**
		* Store option value.
		*
		* @param {string} key
		* @param {object} value
		* @return {Command} `this` command for chaining
		*/
		setOptionValue(key, value) {
			return this.setOptionValueWithSource(key, value, void 0);
		}
		/**
		* Store option value and where the value came from.
		*
		* @param {string} key
		* @param {object} value
		* @param {string} source - expected values are default/config/env/cli/implied
		* @return {Command} `this` command for chaining
		*/
		setOptionValueWithSource(key, value, source) {
			if (this._storeOptionsAsProperties) this[key] = value;
			else this._optionValues[key] = value;
			this._optionValueSources[key] = source;
			return this;
		}
		/**
		* Get source of option value.
		* Expected values are default | config | env | cli | implied
		*
		* @param {string} key
		* @return {string}
		*/
		getOptionValueSource(key) {
			return this._optionValueSources[key];
		}
		/**
		* Get source of option value. See also .optsWithGlobals().
		* Expected values are default | config | env | cli | implied
		*
		* @param {string} key
		* @return {string}
		*/
		getOptionValueSourceWithGlobals(key) {
			let source;
			this._getCommandAndAncestors().forEach((cmd) => {
				if (cmd.getOptionValueSource(key) !== void 0) source = cmd.getOptionValueSource(key);
			});
			return source;
		}
		/**
		* Get user arguments from implied or explicit arguments.
		* Side-effects: set _scriptPath if args included script. Used for default program name, and subcommand searches.
		*
		* @private
		*/
		_prepareUserArgs(argv, parseOptions) {
			if (argv !== void 0 && !Array.isArray(argv)) throw new Error("first parameter to parse must be array or undefined");
			parseOptions = parseOptions || {};
			if (argv === void 0 && parseOptions.from === void 0) {
				if (process.versions?.electron) parseOptions.from = "electron";
				const execArgv = process.execArgv ?? [];
				if (execArgv.includes("-e") || execArgv.includes("--eval") || execArgv.includes("-p") || execArgv.includes("--print")) parseOptions.from = "eval";
			}
			if (argv === void 0) argv = process.argv;
			this.rawArgs = argv.slice();
			let userArgs;
			switch (parseOptions.from) {
				case void 0:
				case "node":
					this._scriptPath = argv[1];
					userArgs = argv.slice(2);
					break;
				case "electron":
					if (process.defaultApp) {
						this._scriptPath = argv[1];
						userArgs = argv.slice(2);
					} else userArgs = argv.slice(1);
					break;
				case "user":
					userArgs = argv.slice(0);
					break;
				case "eval":
					userArgs = argv.slice(1);
					break;
				default: throw new Error(`unexpected parse option { from: '${parseOptions.from}' }`);
			}
			if (!this._name && this._scriptPath) this.nameFromFilename(this._scriptPath);
			this._name = this._name || "program";
			return userArgs;
		}
		/**
		* Parse `argv`, setting options and invoking commands when defined.
		*
		* Use parseAsync instead of parse if any of your action handlers are async.
		*
		* Call with no parameters to parse `process.argv`. Detects Electron and special node options like `node --eval`. Easy mode!
		*
		* Or call with an array of strings to parse, and optionally where the user arguments start by specifying where the arguments are `from`:
		* - `'node'`: default, `argv[0]` is the application and `argv[1]` is the script being run, with user arguments after that
		* - `'electron'`: `argv[0]` is the application and `argv[1]` varies depending on whether the electron application is packaged
		* - `'user'`: just user arguments
		*
		* @example
		* program.parse(); // parse process.argv and auto-detect electron and special node flags
		* program.parse(process.argv); // assume argv[0] is app and argv[1] is script
		* program.parse(my-args, { from: 'user' }); // just user supplied arguments, nothing special about argv[0]
		*
		* @param {string[]} [argv] - optional, defaults to process.argv
		* @param {object} [parseOptions] - optionally specify style of options with from: node/user/electron
		* @param {string} [parseOptions.from] - where the args are from: 'node', 'user', 'electron'
		* @return {Command} `this` command for chaining
		*/
		parse(argv, parseOptions) {
			this._prepareForParse();
			const userArgs = this._prepareUserArgs(argv, parseOptions);
			this._parseCommand([], userArgs);
			return this;
		}
		/**
		* Parse `argv`, setting options and invoking commands when defined.
		*
		* Call with no parameters to parse `process.argv`. Detects Electron and special node options like `node --eval`. Easy mode!
		*
		* Or call with an array of strings to parse, and optionally where the user arguments start by specifying where the arguments are `from`:
		* - `'node'`: default, `argv[0]` is the application and `argv[1]` is the script being run, with user arguments after that
		* - `'electron'`: `argv[0]` is the application and `argv[1]` varies depending on whether the electron application is packaged
		* - `'user'`: just user arguments
		*
		* @example
		* await program.parseAsync(); // parse process.argv and auto-detect electron and special node flags
		* await program.parseAsync(process.argv); // assume argv[0] is app and argv[1] is script
		* await program.parseAsync(my-args, { from: 'user' }); // just user supplied arguments, nothing special about argv[0]
		*
		* @param {string[]} [argv]
		* @param {object} [parseOptions]
		* @param {string} parseOptions.from - where the args are from: 'node', 'user', 'electron'
		* @return {Promise}
		*/
		async parseAsync(argv, parseOptions) {
			this._prepareForParse();
			const userArgs = this._prepareUserArgs(argv, parseOptions);
			await this._parseCommand([], userArgs);
			return this;
		}
		_prepareForParse() {
			if (this._savedState === null) this.saveStateBeforeParse();
			else this.restoreStateBeforeParse();
		}
		/**
		* Called the first time parse is called to save state and allow a restore before subsequent calls to parse.
		* Not usually called directly, but available for subclasses to save their custom state.
		*
		* This is called in a lazy way. Only commands used in parsing chain will have state saved.
		*/
		saveStateBeforeParse() {
			this._savedState = {
				_name: this._name,
				_optionValues: { ...this._optionValues },
				_optionValueSources: { ...this._optionValueSources }
			};
		}
		/**
		* Restore state before parse for calls after the first.
		* Not usually called directly, but available for subclasses to save their custom state.
		*
		* This is called in a lazy way. Only commands used in parsing chain will have state restored.
		*/
		restoreStateBeforeParse() {
			if (this._storeOptionsAsProperties) throw new Error(`Can not call parse again when storeOptionsAsProperties is true.
- either make a new Command for each call to parse, or stop storing options as properties`);
			this._name = this._savedState._name;
			this._scriptPath = null;
			this.rawArgs = [];
			this._optionValues = { ...this._savedState._optionValues };
			this._optionValueSources = { ...this._savedState._optionValueSources };
			this.args = [];
			this.processedArgs = [];
		}
		/**
		* Throw if expected executable is missing. Add lots of help for author.
		*
		* @param {string} executableFile
		* @param {string} executableDir
		* @param {string} subcommandName
		*/
		_checkForMissingExecutable(executableFile, executableDir, subcommandName) {
			if (fs.existsSync(executableFile)) return;
			const executableMissing = `'${executableFile}' does not exist
 - if '${subcommandName}' is not meant to be an executable command, remove description parameter from '.command()' and use '.description()' instead
 - if the default executable name is not suitable, use the executableFile option to supply a custom name or path
 - ${executableDir ? `searched for local subcommand relative to directory '${executableDir}'` : "no directory for search for local subcommand, use .executableDir() to supply a custom directory"}`;
			throw new Error(executableMissing);
		}
		/**
		* Execute a sub-command executable.
		*
		* @private
		*/
		_executeSubCommand(subcommand, args) {
			args = args.slice();
			let launchWithNode = false;
			const sourceExt = [
				".js",
				".ts",
				".tsx",
				".mjs",
				".cjs"
			];
			function findFile(baseDir, baseName) {
				const localBin = path.resolve(baseDir, baseName);
				if (fs.existsSync(localBin)) return localBin;
				if (sourceExt.includes(path.extname(baseName))) return void 0;
				const foundExt = sourceExt.find((ext) => fs.existsSync(`${localBin}${ext}`));
				if (foundExt) return `${localBin}${foundExt}`;
			}
			this._checkForMissingMandatoryOptions();
			this._checkForConflictingOptions();
			let executableFile = subcommand._executableFile || `${this._name}-${subcommand._name}`;
			let executableDir = this._executableDir || "";
			if (this._scriptPath) {
				let resolvedScriptPath;
				try {
					resolvedScriptPath = fs.realpathSync(this._scriptPath);
				} catch {
					resolvedScriptPath = this._scriptPath;
				}
				executableDir = path.resolve(path.dirname(resolvedScriptPath), executableDir);
			}
			if (executableDir) {
				let localFile = findFile(executableDir, executableFile);
				if (!localFile && !subcommand._executableFile && this._scriptPath) {
					const legacyName = path.basename(this._scriptPath, path.extname(this._scriptPath));
					if (legacyName !== this._name) localFile = findFile(executableDir, `${legacyName}-${subcommand._name}`);
				}
				executableFile = localFile || executableFile;
			}
			launchWithNode = sourceExt.includes(path.extname(executableFile));
			let proc;
			if (process.platform !== "win32") {
				if (launchWithNode) {
					args.unshift(executableFile);
					args = incrementNodeInspectorPort(process.execArgv).concat(args);
					proc = childProcess.spawn(process.argv[0], args, { stdio: "inherit" });
				} else proc = childProcess.spawn(executableFile, args, { stdio: "inherit" });
			} else {
				this._checkForMissingExecutable(executableFile, executableDir, subcommand._name);
				args.unshift(executableFile);
				args = incrementNodeInspectorPort(process.execArgv).concat(args);
				proc = childProcess.spawn(process.execPath, args, { stdio: "inherit" });
			}
			if (!proc.killed) [
				"SIGUSR1",
				"SIGUSR2",
				"SIGTERM",
				"SIGINT",
				"SIGHUP"
			].forEach((signal) => {
				process.on(signal, () => {
					if (proc.killed === false && proc.exitCode === null) proc.kill(signal);
				});
			});
			const exitCallback = this._exitCallback;
			proc.on("close", (code) => {
				code = code ?? 1;
				if (!exitCallback) process.exit(code);
				else exitCallback(new CommanderError(code, "commander.executeSubCommandAsync", "(close)"));
			});
			proc.on("error", (err) => {
				if (err.code === "ENOENT") this._checkForMissingExecutable(executableFile, executableDir, subcommand._name);
				else if (err.code === "EACCES") throw new Error(`'${executableFile}' not executable`);
				if (!exitCallback) process.exit(1);
				else {
					const wrappedError = new CommanderError(1, "commander.executeSubCommandAsync", "(error)");
					wrappedError.nestedError = err;
					exitCallback(wrappedError);
				}
			});
			this.runningCommand = proc;
		}
		/**
		* @private
		*/
		_dispatchSubcommand(commandName, operands, unknown) {
			const subCommand = this._findCommand(commandName);
			if (!subCommand) this.help({ error: true });
			subCommand._prepareForParse();
			let promiseChain;
			promiseChain = this._chainOrCallSubCommandHook(promiseChain, subCommand, "preSubcommand");
			promiseChain = this._chainOrCall(promiseChain, () => {
				if (subCommand._executableHandler) this._executeSubCommand(subCommand, operands.concat(unknown));
				else return subCommand._parseCommand(operands, unknown);
			});
			return promiseChain;
		}
		/**
		* Invoke help directly if possible, or dispatch if necessary.
		* e.g. help foo
		*
		* @private
		*/
		_dispatchHelpCommand(subcommandName) {
			if (!subcommandName) this.help();
			const subCommand = this._findCommand(subcommandName);
			if (subCommand && !subCommand._executableHandler) subCommand.help();
			return this._dispatchSubcommand(subcommandName, [], [this._getHelpOption()?.long ?? this._getHelpOption()?.short ?? "--help"]);
		}
		/**
		* Check this.args against expected this.registeredArguments.
		*
		* @private
		*/
		_checkNumberOfArguments() {
			this.registeredArguments.forEach((arg, i) => {
				if (arg.required && this.args[i] == null) this.missingArgument(arg.name());
			});
			if (this.registeredArguments.length > 0 && this.registeredArguments[this.registeredArguments.length - 1].variadic) return;
			if (this.args.length > this.registeredArguments.length) this._excessArguments(this.args);
		}
		/**
		* Process this.args using this.registeredArguments and save as this.processedArgs!
		*
		* @private
		*/
		_processArguments() {
			const myParseArg = (argument, value, previous) => {
				let parsedValue = value;
				if (value !== null && argument.parseArg) {
					const invalidValueMessage = `error: command-argument value '${value}' is invalid for argument '${argument.name()}'.`;
					parsedValue = this._callParseArg(argument, value, previous, invalidValueMessage);
				}
				return parsedValue;
			};
			this._checkNumberOfArguments();
			const processedArgs = [];
			this.registeredArguments.forEach((declaredArg, index) => {
				let value = declaredArg.defaultValue;
				if (declaredArg.variadic) {
					if (index < this.args.length) {
						value = this.args.slice(index);
						if (declaredArg.parseArg) value = value.reduce((processed, v) => {
							return myParseArg(declaredArg, v, processed);
						}, declaredArg.defaultValue);
					} else if (value === void 0) value = [];
				} else if (index < this.args.length) {
					value = this.args[index];
					if (declaredArg.parseArg) value = myParseArg(declaredArg, value, declaredArg.defaultValue);
				}
				processedArgs[index] = value;
			});
			this.processedArgs = processedArgs;
		}
		/**
		* Once we have a promise we chain, but call synchronously until then.
		*
		* @param {(Promise|undefined)} promise
		* @param {Function} fn
		* @return {(Promise|undefined)}
		* @private
		*/
		_chainOrCall(promise, fn) {
			if (promise?.then && typeof promise.then === "function") return promise.then(() => fn());
			return fn();
		}
		/**
		*
		* @param {(Promise|undefined)} promise
		* @param {string} event
		* @return {(Promise|undefined)}
		* @private
		*/
		_chainOrCallHooks(promise, event) {
			let result = promise;
			const hooks = [];
			this._getCommandAndAncestors().reverse().filter((cmd) => cmd._lifeCycleHooks[event] !== void 0).forEach((hookedCommand) => {
				hookedCommand._lifeCycleHooks[event].forEach((callback) => {
					hooks.push({
						hookedCommand,
						callback
					});
				});
			});
			if (event === "postAction") hooks.reverse();
			hooks.forEach((hookDetail) => {
				result = this._chainOrCall(result, () => {
					return hookDetail.callback(hookDetail.hookedCommand, this);
				});
			});
			return result;
		}
		/**
		*
		* @param {(Promise|undefined)} promise
		* @param {Command} subCommand
		* @param {string} event
		* @return {(Promise|undefined)}
		* @private
		*/
		_chainOrCallSubCommandHook(promise, subCommand, event) {
			let result = promise;
			if (this._lifeCycleHooks[event] !== void 0) this._lifeCycleHooks[event].forEach((hook) => {
				result = this._chainOrCall(result, () => {
					return hook(this, subCommand);
				});
			});
			return result;
		}
		/**
		* Process arguments in context of this command.
		* Returns action result, in case it is a promise.
		*
		* @private
		*/
		_parseCommand(operands, unknown) {
			const parsed = this.parseOptions(unknown);
			this._parseOptionsEnv();
			this._parseOptionsImplied();
			operands = operands.concat(parsed.operands);
			unknown = parsed.unknown;
			this.args = operands.concat(unknown);
			if (operands && this._findCommand(operands[0])) return this._dispatchSubcommand(operands[0], operands.slice(1), unknown);
			if (this._getHelpCommand() && operands[0] === this._getHelpCommand().name()) return this._dispatchHelpCommand(operands[1]);
			if (this._defaultCommandName) {
				this._outputHelpIfRequested(unknown);
				return this._dispatchSubcommand(this._defaultCommandName, operands, unknown);
			}
			if (this.commands.length && this.args.length === 0 && !this._actionHandler && !this._defaultCommandName) this.help({ error: true });
			this._outputHelpIfRequested(parsed.unknown);
			this._checkForMissingMandatoryOptions();
			this._checkForConflictingOptions();
			const checkForUnknownOptions = () => {
				if (parsed.unknown.length > 0) this.unknownOption(parsed.unknown[0]);
			};
			const commandEvent = `command:${this.name()}`;
			if (this._actionHandler) {
				checkForUnknownOptions();
				this._processArguments();
				let promiseChain;
				promiseChain = this._chainOrCallHooks(promiseChain, "preAction");
				promiseChain = this._chainOrCall(promiseChain, () => this._actionHandler(this.processedArgs));
				if (this.parent) promiseChain = this._chainOrCall(promiseChain, () => {
					this.parent.emit(commandEvent, operands, unknown);
				});
				promiseChain = this._chainOrCallHooks(promiseChain, "postAction");
				return promiseChain;
			}
			if (this.parent?.listenerCount(commandEvent)) {
				checkForUnknownOptions();
				this._processArguments();
				this.parent.emit(commandEvent, operands, unknown);
			} else if (operands.length) {
				if (this._findCommand("*")) return this._dispatchSubcommand("*", operands, unknown);
				if (this.listenerCount("command:*")) this.emit("command:*", operands, unknown);
				else if (this.commands.length) this.unknownCommand();
				else {
					checkForUnknownOptions();
					this._processArguments();
				}
			} else if (this.commands.length) {
				checkForUnknownOptions();
				this.help({ error: true });
			} else {
				checkForUnknownOptions();
				this._processArguments();
			}
		}
		/**
		* Find matching command.
		*
		* @private
		* @return {Command | undefined}
		*/
		_findCommand(name) {
			if (!name) return void 0;
			return this.commands.find((cmd) => cmd._name === name || cmd._aliases.includes(name));
		}
		/**
		* Return an option matching `arg` if any.
		*
		* @param {string} arg
		* @return {Option}
		* @package
		*/
		_findOption(arg) {
			return this.options.find((option) => option.is(arg));
		}
		/**
		* Display an error message if a mandatory option does not have a value.
		* Called after checking for help flags in leaf subcommand.
		*
		* @private
		*/
		_checkForMissingMandatoryOptions() {
			this._getCommandAndAncestors().forEach((cmd) => {
				cmd.options.forEach((anOption) => {
					if (anOption.mandatory && cmd.getOptionValue(anOption.attributeName()) === void 0) cmd.missingMandatoryOptionValue(anOption);
				});
			});
		}
		/**
		* Display an error message if conflicting options are used together in this.
		*
		* @private
		*/
		_checkForConflictingLocalOptions() {
			const definedNonDefaultOptions = this.options.filter((option) => {
				const optionKey = option.attributeName();
				if (this.getOptionValue(optionKey) === void 0) return false;
				return this.getOptionValueSource(optionKey) !== "default";
			});
			definedNonDefaultOptions.filter((option) => option.conflictsWith.length > 0).forEach((option) => {
				const conflictingAndDefined = definedNonDefaultOptions.find((defined) => option.conflictsWith.includes(defined.attributeName()));
				if (conflictingAndDefined) this._conflictingOption(option, conflictingAndDefined);
			});
		}
		/**
		* Display an error message if conflicting options are used together.
		* Called after checking for help flags in leaf subcommand.
		*
		* @private
		*/
		_checkForConflictingOptions() {
			this._getCommandAndAncestors().forEach((cmd) => {
				cmd._checkForConflictingLocalOptions();
			});
		}
		/**
		* Parse options from `argv` removing known options,
		* and return argv split into operands and unknown arguments.
		*
		* Side effects: modifies command by storing options. Does not reset state if called again.
		*
		* Examples:
		*
		*     argv => operands, unknown
		*     --known kkk op => [op], []
		*     op --known kkk => [op], []
		*     sub --unknown uuu op => [sub], [--unknown uuu op]
		*     sub -- --unknown uuu op => [sub --unknown uuu op], []
		*
		* @param {string[]} args
		* @return {{operands: string[], unknown: string[]}}
		*/
		parseOptions(args) {
			const operands = [];
			const unknown = [];
			let dest = operands;
			function maybeOption(arg) {
				return arg.length > 1 && arg[0] === "-";
			}
			const negativeNumberArg = (arg) => {
				if (!/^-(\d+|\d*\.\d+)(e[+-]?\d+)?$/.test(arg)) return false;
				return !this._getCommandAndAncestors().some((cmd) => cmd.options.map((opt) => opt.short).some((short) => /^-\d$/.test(short)));
			};
			let activeVariadicOption = null;
			let activeGroup = null;
			let i = 0;
			while (i < args.length || activeGroup) {
				const arg = activeGroup ?? args[i++];
				activeGroup = null;
				if (arg === "--") {
					if (dest === unknown) dest.push(arg);
					dest.push(...args.slice(i));
					break;
				}
				if (activeVariadicOption && (!maybeOption(arg) || negativeNumberArg(arg))) {
					this.emit(`option:${activeVariadicOption.name()}`, arg);
					continue;
				}
				activeVariadicOption = null;
				if (maybeOption(arg)) {
					const option = this._findOption(arg);
					if (option) {
						if (option.required) {
							const value = args[i++];
							if (value === void 0) this.optionMissingArgument(option);
							this.emit(`option:${option.name()}`, value);
						} else if (option.optional) {
							let value = null;
							if (i < args.length && (!maybeOption(args[i]) || negativeNumberArg(args[i]))) value = args[i++];
							this.emit(`option:${option.name()}`, value);
						} else this.emit(`option:${option.name()}`);
						activeVariadicOption = option.variadic ? option : null;
						continue;
					}
				}
				if (arg.length > 2 && arg[0] === "-" && arg[1] !== "-") {
					const option = this._findOption(`-${arg[1]}`);
					if (option) {
						if (option.required || option.optional && this._combineFlagAndOptionalValue) this.emit(`option:${option.name()}`, arg.slice(2));
						else {
							this.emit(`option:${option.name()}`);
							activeGroup = `-${arg.slice(2)}`;
						}
						continue;
					}
				}
				if (/^--[^=]+=/.test(arg)) {
					const index = arg.indexOf("=");
					const option = this._findOption(arg.slice(0, index));
					if (option && (option.required || option.optional)) {
						this.emit(`option:${option.name()}`, arg.slice(index + 1));
						continue;
					}
				}
				if (dest === operands && maybeOption(arg) && !(this.commands.length === 0 && negativeNumberArg(arg))) dest = unknown;
				if ((this._enablePositionalOptions || this._passThroughOptions) && operands.length === 0 && unknown.length === 0) {
					if (this._findCommand(arg)) {
						operands.push(arg);
						unknown.push(...args.slice(i));
						break;
					} else if (this._getHelpCommand() && arg === this._getHelpCommand().name()) {
						operands.push(arg, ...args.slice(i));
						break;
					} else if (this._defaultCommandName) {
						unknown.push(arg, ...args.slice(i));
						break;
					}
				}
				if (this._passThroughOptions) {
					dest.push(arg, ...args.slice(i));
					break;
				}
				dest.push(arg);
			}
			return {
				operands,
				unknown
			};
		}
		/**
		* Return an object containing local option values as key-value pairs.
		*
		* @return {object}
		*/
		opts() {
			if (this._storeOptionsAsProperties) {
				const result = {};
				const len = this.options.length;
				for (let i = 0; i < len; i++) {
					const key = this.options[i].attributeName();
					result[key] = key === this._versionOptionName ? this._version : this[key];
				}
				return result;
			}
			return this._optionValues;
		}
		/**
		* Return an object containing merged local and global option values as key-value pairs.
		*
		* @return {object}
		*/
		optsWithGlobals() {
			return this._getCommandAndAncestors().reduce((combinedOptions, cmd) => Object.assign(combinedOptions, cmd.opts()), {});
		}
		/**
		* Display error message and exit (or call exitOverride).
		*
		* @param {string} message
		* @param {object} [errorOptions]
		* @param {string} [errorOptions.code] - an id string representing the error
		* @param {number} [errorOptions.exitCode] - used with process.exit
		*/
		error(message, errorOptions) {
			this._outputConfiguration.outputError(`${message}\n`, this._outputConfiguration.writeErr);
			if (typeof this._showHelpAfterError === "string") this._outputConfiguration.writeErr(`${this._showHelpAfterError}\n`);
			else if (this._showHelpAfterError) {
				this._outputConfiguration.writeErr("\n");
				this.outputHelp({ error: true });
			}
			const config = errorOptions || {};
			const exitCode = config.exitCode || 1;
			const code = config.code || "commander.error";
			this._exit(exitCode, code, message);
		}
		/**
		* Apply any option related environment variables, if option does
		* not have a value from cli or client code.
		*
		* @private
		*/
		_parseOptionsEnv() {
			this.options.forEach((option) => {
				if (option.envVar && option.envVar in process.env) {
					const optionKey = option.attributeName();
					if (this.getOptionValue(optionKey) === void 0 || [
						"default",
						"config",
						"env"
					].includes(this.getOptionValueSource(optionKey))) {
						if (option.required || option.optional) this.emit(`optionEnv:${option.name()}`, process.env[option.envVar]);
						else this.emit(`optionEnv:${option.name()}`);
					}
				}
			});
		}
		/**
		* Apply any implied option values, if option is undefined or default value.
		*
		* @private
		*/
		_parseOptionsImplied() {
			const dualHelper = new DualOptions(this.options);
			const hasCustomOptionValue = (optionKey) => {
				return this.getOptionValue(optionKey) !== void 0 && !["default", "implied"].includes(this.getOptionValueSource(optionKey));
			};
			this.options.filter((option) => option.implied !== void 0 && hasCustomOptionValue(option.attributeName()) && dualHelper.valueFromOption(this.getOptionValue(option.attributeName()), option)).forEach((option) => {
				Object.keys(option.implied).filter((impliedKey) => !hasCustomOptionValue(impliedKey)).forEach((impliedKey) => {
					this.setOptionValueWithSource(impliedKey, option.implied[impliedKey], "implied");
				});
			});
		}
		/**
		* Argument `name` is missing.
		*
		* @param {string} name
		* @private
		*/
		missingArgument(name) {
			const message = `error: missing required argument '${name}'`;
			this.error(message, { code: "commander.missingArgument" });
		}
		/**
		* `Option` is missing an argument.
		*
		* @param {Option} option
		* @private
		*/
		optionMissingArgument(option) {
			const message = `error: option '${option.flags}' argument missing`;
			this.error(message, { code: "commander.optionMissingArgument" });
		}
		/**
		* `Option` does not have a value, and is a mandatory option.
		*
		* @param {Option} option
		* @private
		*/
		missingMandatoryOptionValue(option) {
			const message = `error: required option '${option.flags}' not specified`;
			this.error(message, { code: "commander.missingMandatoryOptionValue" });
		}
		/**
		* `Option` conflicts with another option.
		*
		* @param {Option} option
		* @param {Option} conflictingOption
		* @private
		*/
		_conflictingOption(option, conflictingOption) {
			const findBestOptionFromValue = (option) => {
				const optionKey = option.attributeName();
				const optionValue = this.getOptionValue(optionKey);
				const negativeOption = this.options.find((target) => target.negate && optionKey === target.attributeName());
				const positiveOption = this.options.find((target) => !target.negate && optionKey === target.attributeName());
				if (negativeOption && (negativeOption.presetArg === void 0 && optionValue === false || negativeOption.presetArg !== void 0 && optionValue === negativeOption.presetArg)) return negativeOption;
				return positiveOption || option;
			};
			const getErrorMessage = (option) => {
				const bestOption = findBestOptionFromValue(option);
				const optionKey = bestOption.attributeName();
				if (this.getOptionValueSource(optionKey) === "env") return `environment variable '${bestOption.envVar}'`;
				return `option '${bestOption.flags}'`;
			};
			const message = `error: ${getErrorMessage(option)} cannot be used with ${getErrorMessage(conflictingOption)}`;
			this.error(message, { code: "commander.conflictingOption" });
		}
		/**
		* Unknown option `flag`.
		*
		* @param {string} flag
		* @private
		*/
		unknownOption(flag) {
			if (this._allowUnknownOption) return;
			let suggestion = "";
			if (flag.startsWith("--") && this._showSuggestionAfterError) {
				let candidateFlags = [];
				let command = this;
				do {
					const moreFlags = command.createHelp().visibleOptions(command).filter((option) => option.long).map((option) => option.long);
					candidateFlags = candidateFlags.concat(moreFlags);
					command = command.parent;
				} while (command && !command._enablePositionalOptions);
				suggestion = suggestSimilar(flag, candidateFlags);
			}
			const message = `error: unknown option '${flag}'${suggestion}`;
			this.error(message, { code: "commander.unknownOption" });
		}
		/**
		* Excess arguments, more than expected.
		*
		* @param {string[]} receivedArgs
		* @private
		*/
		_excessArguments(receivedArgs) {
			if (this._allowExcessArguments) return;
			const expected = this.registeredArguments.length;
			const s = expected === 1 ? "" : "s";
			const message = `error: too many arguments${this.parent ? ` for '${this.name()}'` : ""}. Expected ${expected} argument${s} but got ${receivedArgs.length}.`;
			this.error(message, { code: "commander.excessArguments" });
		}
		/**
		* Unknown command.
		*
		* @private
		*/
		unknownCommand() {
			const unknownName = this.args[0];
			let suggestion = "";
			if (this._showSuggestionAfterError) {
				const candidateNames = [];
				this.createHelp().visibleCommands(this).forEach((command) => {
					candidateNames.push(command.name());
					if (command.alias()) candidateNames.push(command.alias());
				});
				suggestion = suggestSimilar(unknownName, candidateNames);
			}
			const message = `error: unknown command '${unknownName}'${suggestion}`;
			this.error(message, { code: "commander.unknownCommand" });
		}
		/**
		* Get or set the program version.
		*
		* This method auto-registers the "-V, --version" option which will print the version number.
		*
		* You can optionally supply the flags and description to override the defaults.
		*
		* @param {string} [str]
		* @param {string} [flags]
		* @param {string} [description]
		* @return {(this | string | undefined)} `this` command for chaining, or version string if no arguments
		*/
		version(str, flags, description) {
			if (str === void 0) return this._version;
			this._version = str;
			flags = flags || "-V, --version";
			description = description || "output the version number";
			const versionOption = this.createOption(flags, description);
			this._versionOptionName = versionOption.attributeName();
			this._registerOption(versionOption);
			this.on("option:" + versionOption.name(), () => {
				this._outputConfiguration.writeOut(`${str}\n`);
				this._exit(0, "commander.version", str);
			});
			return this;
		}
		/**
		* Set the description.
		*
		* @param {string} [str]
		* @param {object} [argsDescription]
		* @return {(string|Command)}
		*/
		description(str, argsDescription) {
			if (str === void 0 && argsDescription === void 0) return this._description;
			this._description = str;
			if (argsDescription) this._argsDescription = argsDescription;
			return this;
		}
		/**
		* Set the summary. Used when listed as subcommand of parent.
		*
		* @param {string} [str]
		* @return {(string|Command)}
		*/
		summary(str) {
			if (str === void 0) return this._summary;
			this._summary = str;
			return this;
		}
		/**
		* Set an alias for the command.
		*
		* You may call more than once to add multiple aliases. Only the first alias is shown in the auto-generated help.
		*
		* @param {string} [alias]
		* @return {(string|Command)}
		*/
		alias(alias) {
			if (alias === void 0) return this._aliases[0];
			/** @type {Command} */
			let command = this;
			if (this.commands.length !== 0 && this.commands[this.commands.length - 1]._executableHandler) command = this.commands[this.commands.length - 1];
			if (alias === command._name) throw new Error("Command alias can't be the same as its name");
			const matchingCommand = this.parent?._findCommand(alias);
			if (matchingCommand) {
				const existingCmd = [matchingCommand.name()].concat(matchingCommand.aliases()).join("|");
				throw new Error(`cannot add alias '${alias}' to command '${this.name()}' as already have command '${existingCmd}'`);
			}
			command._aliases.push(alias);
			return this;
		}
		/**
		* Set aliases for the command.
		*
		* Only the first alias is shown in the auto-generated help.
		*
		* @param {string[]} [aliases]
		* @return {(string[]|Command)}
		*/
		aliases(aliases) {
			if (aliases === void 0) return this._aliases;
			aliases.forEach((alias) => this.alias(alias));
			return this;
		}
		/**
		* Set / get the command usage `str`.
		*
		* @param {string} [str]
		* @return {(string|Command)}
		*/
		usage(str) {
			if (str === void 0) {
				if (this._usage) return this._usage;
				const args = this.registeredArguments.map((arg) => {
					return humanReadableArgName(arg);
				});
				return [].concat(this.options.length || this._helpOption !== null ? "[options]" : [], this.commands.length ? "[command]" : [], this.registeredArguments.length ? args : []).join(" ");
			}
			this._usage = str;
			return this;
		}
		/**
		* Get or set the name of the command.
		*
		* @param {string} [str]
		* @return {(string|Command)}
		*/
		name(str) {
			if (str === void 0) return this._name;
			this._name = str;
			return this;
		}
		/**
		* Set/get the help group heading for this subcommand in parent command's help.
		*
		* @param {string} [heading]
		* @return {Command | string}
		*/
		helpGroup(heading) {
			if (heading === void 0) return this._helpGroupHeading ?? "";
			this._helpGroupHeading = heading;
			return this;
		}
		/**
		* Set/get the default help group heading for subcommands added to this command.
		* (This does not override a group set directly on the subcommand using .helpGroup().)
		*
		* @example
		* program.commandsGroup('Development Commands:);
		* program.command('watch')...
		* program.command('lint')...
		* ...
		*
		* @param {string} [heading]
		* @returns {Command | string}
		*/
		commandsGroup(heading) {
			if (heading === void 0) return this._defaultCommandGroup ?? "";
			this._defaultCommandGroup = heading;
			return this;
		}
		/**
		* Set/get the default help group heading for options added to this command.
		* (This does not override a group set directly on the option using .helpGroup().)
		*
		* @example
		* program
		*   .optionsGroup('Development Options:')
		*   .option('-d, --debug', 'output extra debugging')
		*   .option('-p, --profile', 'output profiling information')
		*
		* @param {string} [heading]
		* @returns {Command | string}
		*/
		optionsGroup(heading) {
			if (heading === void 0) return this._defaultOptionGroup ?? "";
			this._defaultOptionGroup = heading;
			return this;
		}
		/**
		* @param {Option} option
		* @private
		*/
		_initOptionGroup(option) {
			if (this._defaultOptionGroup && !option.helpGroupHeading) option.helpGroup(this._defaultOptionGroup);
		}
		/**
		* @param {Command} cmd
		* @private
		*/
		_initCommandGroup(cmd) {
			if (this._defaultCommandGroup && !cmd.helpGroup()) cmd.helpGroup(this._defaultCommandGroup);
		}
		/**
		* Set the name of the command from script filename, such as process.argv[1],
		* or require.main.filename, or __filename.
		*
		* (Used internally and public although not documented in README.)
		*
		* @example
		* program.nameFromFilename(require.main.filename);
		*
		* @param {string} filename
		* @return {Command}
		*/
		nameFromFilename(filename) {
			this._name = path.basename(filename, path.extname(filename));
			return this;
		}
		/**
		* Get or set the directory for searching for executable subcommands of this command.
		*
		* @example
		* program.executableDir(__dirname);
		* // or
		* program.executableDir('subcommands');
		*
		* @param {string} [path]
		* @return {(string|null|Command)}
		*/
		executableDir(path) {
			if (path === void 0) return this._executableDir;
			this._executableDir = path;
			return this;
		}
		/**
		* Return program help documentation.
		*
		* @param {{ error: boolean }} [contextOptions] - pass {error:true} to wrap for stderr instead of stdout
		* @return {string}
		*/
		helpInformation(contextOptions) {
			const helper = this.createHelp();
			const context = this._getOutputContext(contextOptions);
			helper.prepareContext({
				error: context.error,
				helpWidth: context.helpWidth,
				outputHasColors: context.hasColors
			});
			const text = helper.formatHelp(this, helper);
			if (context.hasColors) return text;
			return this._outputConfiguration.stripColor(text);
		}
		/**
		* @typedef HelpContext
		* @type {object}
		* @property {boolean} error
		* @property {number} helpWidth
		* @property {boolean} hasColors
		* @property {function} write - includes stripColor if needed
		*
		* @returns {HelpContext}
		* @private
		*/
		_getOutputContext(contextOptions) {
			contextOptions = contextOptions || {};
			const error = !!contextOptions.error;
			let baseWrite;
			let hasColors;
			let helpWidth;
			if (error) {
				baseWrite = (str) => this._outputConfiguration.writeErr(str);
				hasColors = this._outputConfiguration.getErrHasColors();
				helpWidth = this._outputConfiguration.getErrHelpWidth();
			} else {
				baseWrite = (str) => this._outputConfiguration.writeOut(str);
				hasColors = this._outputConfiguration.getOutHasColors();
				helpWidth = this._outputConfiguration.getOutHelpWidth();
			}
			const write = (str) => {
				if (!hasColors) str = this._outputConfiguration.stripColor(str);
				return baseWrite(str);
			};
			return {
				error,
				write,
				hasColors,
				helpWidth
			};
		}
		/**
		* Output help information for this command.
		*
		* Outputs built-in help, and custom text added using `.addHelpText()`.
		*
		* @param {{ error: boolean } | Function} [contextOptions] - pass {error:true} to write to stderr instead of stdout
		*/
		outputHelp(contextOptions) {
			let deprecatedCallback;
			if (typeof contextOptions === "function") {
				deprecatedCallback = contextOptions;
				contextOptions = void 0;
			}
			const outputContext = this._getOutputContext(contextOptions);
			/** @type {HelpTextEventContext} */
			const eventContext = {
				error: outputContext.error,
				write: outputContext.write,
				command: this
			};
			this._getCommandAndAncestors().reverse().forEach((command) => command.emit("beforeAllHelp", eventContext));
			this.emit("beforeHelp", eventContext);
			let helpInformation = this.helpInformation({ error: outputContext.error });
			if (deprecatedCallback) {
				helpInformation = deprecatedCallback(helpInformation);
				if (typeof helpInformation !== "string" && !Buffer.isBuffer(helpInformation)) throw new Error("outputHelp callback must return a string or a Buffer");
			}
			outputContext.write(helpInformation);
			if (this._getHelpOption()?.long) this.emit(this._getHelpOption().long);
			this.emit("afterHelp", eventContext);
			this._getCommandAndAncestors().forEach((command) => command.emit("afterAllHelp", eventContext));
		}
		/**
		* You can pass in flags and a description to customise the built-in help option.
		* Pass in false to disable the built-in help option.
		*
		* @example
		* program.helpOption('-?, --help' 'show help'); // customise
		* program.helpOption(false); // disable
		*
		* @param {(string | boolean)} flags
		* @param {string} [description]
		* @return {Command} `this` command for chaining
		*/
		helpOption(flags, description) {
			if (typeof flags === "boolean") {
				if (flags) {
					if (this._helpOption === null) this._helpOption = void 0;
					if (this._defaultOptionGroup) this._initOptionGroup(this._getHelpOption());
				} else this._helpOption = null;
				return this;
			}
			this._helpOption = this.createOption(flags ?? "-h, --help", description ?? "display help for command");
			if (flags || description) this._initOptionGroup(this._helpOption);
			return this;
		}
		/**
		* Lazy create help option.
		* Returns null if has been disabled with .helpOption(false).
		*
		* @returns {(Option | null)} the help option
		* @package
		*/
		_getHelpOption() {
			if (this._helpOption === void 0) this.helpOption(void 0, void 0);
			return this._helpOption;
		}
		/**
		* Supply your own option to use for the built-in help option.
		* This is an alternative to using helpOption() to customise the flags and description etc.
		*
		* @param {Option} option
		* @return {Command} `this` command for chaining
		*/
		addHelpOption(option) {
			this._helpOption = option;
			this._initOptionGroup(option);
			return this;
		}
		/**
		* Output help information and exit.
		*
		* Outputs built-in help, and custom text added using `.addHelpText()`.
		*
		* @param {{ error: boolean }} [contextOptions] - pass {error:true} to write to stderr instead of stdout
		*/
		help(contextOptions) {
			this.outputHelp(contextOptions);
			let exitCode = Number(process.exitCode ?? 0);
			if (exitCode === 0 && contextOptions && typeof contextOptions !== "function" && contextOptions.error) exitCode = 1;
			this._exit(exitCode, "commander.help", "(outputHelp)");
		}
		/**
		* // Do a little typing to coordinate emit and listener for the help text events.
		* @typedef HelpTextEventContext
		* @type {object}
		* @property {boolean} error
		* @property {Command} command
		* @property {function} write
		*/
		/**
		* Add additional text to be displayed with the built-in help.
		*
		* Position is 'before' or 'after' to affect just this command,
		* and 'beforeAll' or 'afterAll' to affect this command and all its subcommands.
		*
		* @param {string} position - before or after built-in help
		* @param {(string | Function)} text - string to add, or a function returning a string
		* @return {Command} `this` command for chaining
		*/
		addHelpText(position, text) {
			const allowedValues = [
				"beforeAll",
				"before",
				"after",
				"afterAll"
			];
			if (!allowedValues.includes(position)) throw new Error(`Unexpected value for position to addHelpText.
Expecting one of '${allowedValues.join("', '")}'`);
			const helpEvent = `${position}Help`;
			this.on(helpEvent, (context) => {
				let helpStr;
				if (typeof text === "function") helpStr = text({
					error: context.error,
					command: context.command
				});
				else helpStr = text;
				if (helpStr) context.write(`${helpStr}\n`);
			});
			return this;
		}
		/**
		* Output help information if help flags specified
		*
		* @param {Array} args - array of options to search for help flags
		* @private
		*/
		_outputHelpIfRequested(args) {
			const helpOption = this._getHelpOption();
			if (helpOption && args.find((arg) => helpOption.is(arg))) {
				this.outputHelp();
				this._exit(0, "commander.helpDisplayed", "(outputHelp)");
			}
		}
	};
	/**
	* Scan arguments and increment port number for inspect calls (to avoid conflicts when spawning new command).
	*
	* @param {string[]} args - array of arguments from node.execArgv
	* @returns {string[]}
	* @private
	*/
	function incrementNodeInspectorPort(args) {
		return args.map((arg) => {
			if (!arg.startsWith("--inspect")) return arg;
			let debugOption;
			let debugHost = "127.0.0.1";
			let debugPort = "9229";
			let match;
			if ((match = arg.match(/^(--inspect(-brk)?)$/)) !== null) debugOption = match[1];
			else if ((match = arg.match(/^(--inspect(-brk|-port)?)=([^:]+)$/)) !== null) {
				debugOption = match[1];
				if (/^\d+$/.test(match[3])) debugPort = match[3];
				else debugHost = match[3];
			} else if ((match = arg.match(/^(--inspect(-brk|-port)?)=([^:]+):(\d+)$/)) !== null) {
				debugOption = match[1];
				debugHost = match[3];
				debugPort = match[4];
			}
			if (debugOption && debugPort !== "0") return `${debugOption}=${debugHost}:${parseInt(debugPort) + 1}`;
			return arg;
		});
	}
	/**
	* @returns {boolean | undefined}
	* @package
	*/
	function useColor() {
		if (process.env.NO_COLOR || process.env.FORCE_COLOR === "0" || process.env.FORCE_COLOR === "false") return false;
		if (process.env.FORCE_COLOR || process.env.CLICOLOR_FORCE !== void 0) return true;
	}
	exports.Command = Command;
	exports.useColor = useColor;
}));

// node_modules/commander/index.js
var require_commander = /* @__PURE__ */ __commonJSMin(((exports) => {
	const { Argument } = require_argument();
	const { Command } = require_command();
	const { CommanderError, InvalidArgumentError } = require_error();
	const { Help } = require_help();
	const { Option } = require_option();
	exports.program = new Command();
	exports.createCommand = (name) => new Command(name);
	exports.createOption = (flags, description) => new Option(flags, description);
	exports.createArgument = (name, description) => new Argument(name, description);
	/**
	* Expose classes
	*/
	exports.Command = Command;
	exports.Option = Option;
	exports.Argument = Argument;
	exports.Help = Help;
	exports.CommanderError = CommanderError;
	exports.InvalidArgumentError = InvalidArgumentError;
	exports.InvalidOptionArgumentError = InvalidArgumentError;
}));

// node_modules/commander/esm.mjs
var import_commander = /* @__PURE__ */ __toESM(require_commander(), 1);
const { program, createCommand, createArgument, createOption, CommanderError, InvalidArgumentError, InvalidOptionArgumentError, Command, Argument, Option, Help } = import_commander.default;

// src/evaluate/articles.ts
/** In the order of the references, which decides the draws of the intervals.
*  @throws SettingsError where a text that is compared has no embedding */
function joinArticles(predictions, references, rows) {
	const byId = new Map(predictions.map((prediction) => [prediction.id, prediction]));
	return references.map(({ id, source, concerns, figureExcluded }) => {
		const prediction = byId.get(id);
		const tool = prediction?.concerns ?? [];
		const similarity = tool.length > 0 && concerns.length > 0 ? similarityOf(rowsOf(textsOf(tool), rows), rowsOf(textsOf(concerns), rows)) : {
			tool: tool.length,
			reference: concerns.length,
			cosines: /* @__PURE__ */ new Float64Array(0)
		};
		return {
			id,
			source,
			predicted: prediction !== void 0,
			tool,
			reference: concerns,
			figureExcluded,
			similarity
		};
	});
}
/** Every text that has to be embedded for `joinArticles`.
*  @param amongThemselves whether predictions are compared with each other too, as a sweep of alikeness does */
function textsToEmbed(predictions, references, amongThemselves) {
	const byId = new Map(predictions.map((prediction) => [prediction.id, prediction.concerns]));
	const texts = /* @__PURE__ */ new Set();
	for (const { id, concerns } of references) {
		const tool = byId.get(id) ?? [];
		const compared = tool.length > 0 && concerns.length > 0;
		if (compared || amongThemselves) for (const { text } of tool) texts.add(text);
		if (compared) for (const { text } of concerns) texts.add(text);
	}
	return texts;
}
function textsOf(concerns) {
	return concerns.map(({ text }) => text);
}
/** Articles that were predicted and have no reference: they are not scored, which has to be said. */
function withoutReference(predictions, references) {
	const known = new Set(references.map(({ id }) => id));
	return predictions.map(({ id }) => id).filter((id) => !known.has(id));
}

// src/evaluate/articles-csv.ts
const COLUMNS = [
	"article_id",
	"source",
	"predicted",
	"n_reference_concerns",
	"n_tool_concerns",
	"n_matched",
	"n_figure_excluded"
];
const RATES = [
	"recall",
	"precision",
	"f1",
	"n_major",
	"n_major_matched",
	"n_minor",
	"n_minor_matched"
];
function articlesCsv(articles) {
	const lines = articles.map((article) => {
		const { recall, precision, f1 } = ratesOf(article);
		const { id, source, predicted, reference, tool, matched, figureExcluded, major, minor } = article;
		return [...[
			id,
			source ?? "",
			predicted,
			reference,
			tool,
			matched,
			figureExcluded
		], ...[
			recall,
			precision,
			f1,
			major.all,
			major.found,
			minor.all,
			minor.found
		]];
	});
	return [[...COLUMNS, ...RATES], ...lines].map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
}
/** A spreadsheet runs a text that begins like a formula, so such an id gets an apostrophe before it. */
function cell(value) {
	if (typeof value !== "string") return String(value);
	const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
	return /[",\r\n]/.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text;
}

// src/evaluate/python-random.ts
/** Python's `random.Random(seed)`, as far as `choice` needs it: the published intervals were drawn with it, and other draws give other intervals.
*  The generator is MT19937 (Matsumoto and Nishimura 1998, with the authors' `init_by_array` of 2002, which Python seeds by). */
const N = 624;
const M = 397;
const MATRIX = 2567483615;
const UPPER = 2147483648;
const LOWER = 2147483647;
/** @param seed a whole number from 0 to 2^32 - 1; Python's default for the published intervals is 42 */
function pythonRandom(seed) {
	const state = initByArray([seed]);
	let at = N;
	const uint32 = () => {
		if (at === N) {
			twist(state);
			at = 0;
		}
		return temper(state[at++] ?? 0);
	};
	return {
		uint32,
		below(n) {
			const shift = Math.clz32(n);
			let drawn = uint32() >>> shift;
			while (drawn >= n) drawn = uint32() >>> shift;
			return drawn;
		}
	};
}
/** The authors' seeding by several words. */
function initByArray(key) {
	const state = new Uint32Array(N);
	state[0] = 19650218;
	for (let i = 1; i < N; i++) state[i] = Math.imul(1812433253, mixed(state, i)) + i;
	let i = 1;
	const step = () => {
		i++;
		if (i < N) return;
		state[0] = state[623] ?? 0;
		i = 1;
	};
	for (let k = 0; k < Math.max(N, key.length); k++) {
		const j = k % key.length;
		state[i] = ((state[i] ?? 0) ^ Math.imul(mixed(state, i), 1664525)) + (key[j] ?? 0) + j;
		step();
	}
	for (let k = 0; k < 623; k++) {
		state[i] = ((state[i] ?? 0) ^ Math.imul(mixed(state, i), 1566083941)) - i;
		step();
	}
	state[0] = UPPER;
	return state;
}
/** The word before, with its two highest bits folded in. */
function mixed(state, i) {
	const before = state[i - 1] ?? 0;
	return before ^ before >>> 30;
}
function twist(state) {
	for (let k = 0; k < N; k++) {
		const word = (state[k] ?? 0) & UPPER | (state[(k + 1) % N] ?? 0) & LOWER;
		state[k] = (state[(k + M) % N] ?? 0) ^ word >>> 1 ^ (word & 1 ? MATRIX : 0);
	}
}
function temper(word) {
	let y = word;
	y ^= y >>> 11;
	y ^= y << 7 & 2636928640;
	y ^= y << 15 & 4022730752;
	return (y ^ y >>> 18) >>> 0;
}

// src/evaluate/bootstrap.ts
/** How far the scores would wander with other articles: resampling of whole articles, because concerns of one article are not independent.
*  Equal to the published intervals, draw by draw. */
/** Of Python's generator, in the published evaluator. */
const SEED = 42;
/** Share of the resamples outside the interval. */
const ALPHA = .05;
/** Resamples of the published intervals. */
const RESAMPLES = 1e3;
/** @param articles in the order of the references   @param resamples from 1 */
function intervalsOf(articles, resamples) {
	const recall = [];
	const precision = [];
	for (const drawn of resampled(articles.length, resamples)) {
		const { reference, tool, matched } = sumOf(articles, drawn);
		recall.push(share(matched, reference));
		precision.push(share(matched, tool));
	}
	return {
		recall: middleOf(recall),
		precision: middleOf(precision)
	};
}
/** What the same resamples say about the difference between two tools on the same articles: most of the luck of the draw falls on both alike.
*  @param before the articles of the one   @param after those of the other, in the same order
*  @returns intervals of after minus before
*  @throws RangeError where the two are not of the same articles */
function differenceIntervals(before, after, resamples) {
	if (before.length !== after.length || before.some(({ id }, k) => id !== after[k]?.id)) throw new RangeError("only scores of the same articles can be compared");
	const differences = {
		recall: [],
		precision: [],
		f1: []
	};
	for (const drawn of resampled(before.length, resamples)) {
		const [a, b] = [ratesOf(sumOf(before, drawn)), ratesOf(sumOf(after, drawn))];
		for (const rate of [
			"recall",
			"precision",
			"f1"
		]) differences[rate].push(b[rate] - a[rate]);
	}
	return {
		recall: middleOf(differences.recall),
		precision: middleOf(differences.precision),
		f1: middleOf(differences.f1)
	};
}
/** @returns for each resample as many indices as there are articles; the same array each time, overwritten */
function* resampled(articles, resamples) {
	const random = pythonRandom(SEED);
	const drawn = new Uint32Array(articles);
	for (let k = 0; k < resamples; k++) {
		for (let i = 0; i < articles; i++) drawn[i] = random.below(articles);
		yield drawn;
	}
}
function sumOf(articles, drawn) {
	let [reference, tool, matched] = [
		0,
		0,
		0
	];
	for (const index of drawn) {
		const article = articles[index];
		if (article === void 0) continue;
		reference += article.reference;
		tool += article.tool;
		matched += article.matched;
	}
	return {
		reference,
		tool,
		matched
	};
}
/** The published ends: of N sorted values the one at int(0.025 N) and the one before int(0.975 N); with a single value that one. */
function middleOf(values) {
	const sorted = Float64Array.from(values).sort();
	const low = Math.floor(ALPHA / 2 * sorted.length);
	const high = Math.floor((1 - ALPHA / 2) * sorted.length) - 1;
	return [sorted[low] ?? NaN, sorted.at(high) ?? NaN];
}

// src/evaluate/compare.ts
/** Two tools on the same articles: what changed, how sure that is, and where. */
/** @param resamples 0 for no intervals
*  @throws RangeError where the two are not of the same articles in the same order */
function compare(before, after, resamples) {
	const [a, b] = [scoresOf(before), scoresOf(after)];
	const changes = before.flatMap((article, k) => {
		const other = after[k];
		return other === void 0 ? [] : [changeOf(article, other)];
	}).filter(({ f1 }) => f1 !== 0).sort((one, other) => Math.abs(other.f1) - Math.abs(one.f1) || (one.id < other.id ? -1 : 1));
	return {
		before: a,
		after: b,
		difference: {
			recall: b.recall - a.recall,
			precision: b.precision - a.precision,
			f1: b.f1 - a.f1
		},
		intervals: resamples === 0 ? void 0 : differenceIntervals(before, after, resamples),
		better: changes.filter(({ f1 }) => f1 > 0).length,
		worse: changes.filter(({ f1 }) => f1 < 0).length,
		changes
	};
}
function changeOf(before, after) {
	const [a, b] = [ratesOf(before), ratesOf(after)];
	return {
		id: before.id,
		before: {
			...a,
			matched: before.matched,
			tool: before.tool
		},
		after: {
			...b,
			matched: after.matched,
			tool: after.tool
		},
		f1: b.f1 - a.f1
	};
}

// src/evaluate/evaluation.ts
/** One evaluation: the scores of a set of predictions, whole and by article, source and category, with what a reader must know to believe them. */
/** @throws SettingsError where a text that is compared has no embedding */
function evaluate(predictions, references, rows, scoring) {
	const articles = joinArticles(predictions, references, rows);
	const scored = scoreArticles(articles, scoring);
	return {
		...scored,
		sources: bySource(scored.perArticle),
		articles,
		withoutReference: withoutReference(predictions, references),
		passedOver: predictions.reduce((sum, { passedOver }) => sum + passedOver, 0)
	};
}
/** The same articles by one rule or another. @param onArticle told how many have been scored: a rule that reads words takes a while */
function scoreArticles(articles, { matcher, resamples }, onArticle = () => {}) {
	const perArticle = articles.map((article, k) => {
		const score = scoreArticle(article, matcher);
		onArticle(k + 1);
		return score;
	});
	const intervals = resamples === 0 ? void 0 : intervalsOf(perArticle, resamples);
	return {
		scores: scoresOf(perArticle),
		intervals,
		perArticle
	};
}

// src/evaluate/published-json.ts
/** Rates of a category carry the names of both places in which the published evaluator writes them: its scorer and its result file. */
function publishedJson(scores, bootstrap) {
	const { major, minor } = scores;
	return {
		n_articles: scores.articles,
		n_reference_concerns: scores.reference,
		n_tool_concerns: scores.tool,
		n_matched: scores.matched,
		n_figure_excluded: scores.figureExcluded,
		recall: scores.recall,
		precision: scores.precision,
		f1: scores.f1,
		f1_macro: scores.f1Macro,
		recall_major: share(major.found, major.all),
		n_major: major.all,
		n_major_matched: major.found,
		recall_minor: share(minor.found, minor.all),
		n_minor: minor.all,
		n_minor_matched: minor.found,
		per_category: Object.fromEntries(Array.from(scores.categories, ([category, { recall, precision, f1, reference, tool, matched }]) => [category, {
			recall,
			precision,
			f1,
			f1_micro: f1,
			n_gt: reference,
			n_human_concerns: reference,
			n_tool: tool,
			n_matched: matched
		}])),
		bootstrap: bootstrap === void 0 ? null : {
			recall: bootstrap.recall,
			precision: bootstrap.precision
		}
	};
}

// src/cli/embedded-texts.ts
/** The embeddings that `evaluate` and `postprocess` need: from a file that the user has, else from an embedder, whose rows are kept for the next run.
*  Invariant: without either there is no score; nothing falls back to comparing words. */
function withEmbeddingFlags(command) {
	return withEmbedderFlags(command.addOption(embeddingsOption().conflicts("embedder")));
}
/** For what holds for one embedder only: a file of rows needs its name, by --embedder. */
function withNamedEmbeddingFlags(command) {
	return withEmbedderFlags(command.addOption(embeddingsOption("; --embedder says whose")));
}
function embeddingsOption(more = "") {
	return new Option("--embeddings <file>", `lines of {"text", "embedding"}: unit rows made before; then no model is needed${more}`);
}
function withEmbedderFlags(command) {
	return command.option("--embedder <name>", `embed with this model: ${EMBEDDING_MODELS.map(({ id }) => id).join(" or ")}, or one of --endpoint`).option("--embedder-endpoint <url>", "ask this OpenAI-compatible server for embeddings: http(s)://host[:port][/v1] or unix:/path.sock").option("--models <folder>", "where the started server finds its weights (default: its own)").option("--no-cache", "do not keep embeddings on the disk, nor use those that were kept");
}
/** Where a comparison's rows come from, as the flags say. */
function embeddingBy(flags, terminal, progress, signal) {
	return {
		env: terminal.env,
		embedder: flags.embedder,
		embed(texts, embedder) {
			return embedTexts(texts, flags.embeddings === void 0 ? {
				...flags,
				embedder
			} : flags, terminal, progress, signal);
		}
	};
}
/** @param texts all that will be compared
*  @throws SettingsError where neither a file nor an embedder is named; what the file's reader and the embedder throw */
async function embedTexts(texts, flags, terminal, progress, signal) {
	const { embeddings, embedder } = flags;
	if (embeddings !== void 0) {
		const say = (lines) => {
			if (lines % 1e3 === 0) progress.say(`reading embeddings: ${lines} lines`);
		};
		return readEmbeddings(resolve(terminal.directory, embeddings), embeddings, texts, signal, say);
	}
	if (embedder !== void 0) return byEmbedder(embedder, {
		texts,
		flags,
		terminal,
		progress,
		signal
	});
	throw new SettingsError({
		code: "embedder-missing",
		at: "--embedder",
		fault: "concerns are compared by their embeddings, and neither --embeddings nor --embedder says where they come from",
		remedy: "Name a file with --embeddings, or a model with --embedder, such as --embedder specter2-base"
	});
}
async function byEmbedder(name, errand) {
	const kept = await withoutServer(name, errand);
	if (kept !== void 0) return kept;
	const { texts, flags, terminal, progress, signal } = errand;
	const server = await serverFor(name, errand);
	try {
		const embedder = await connectEmbedder(server.endpoint, { name }, signal);
		const folder = flags.cache ? cacheFolder(terminal.env) : void 0;
		const say = (done, all) => progress.say(`embedding: ${done} of ${all} texts`);
		const { rows, use } = await embedCached(texts, embedder, folder, say, signal);
		for (const line of cacheLines(use)) terminal.err(`bioreview: ${line}\n`);
		return rows;
	} finally {
		await server.stop();
	}
}
/** Where every row was kept, no server is started. One that runs elsewhere is asked all the same: it alone knows which weights it has. */
async function withoutServer(name, { texts, flags, terminal }) {
	if (!flags.cache || flags.embedderEndpoint !== void 0) return void 0;
	const sha256 = await weightsOfEmbedder(name, modelsFolder(flags, terminal.env));
	if (sha256 === void 0) return void 0;
	const rows = await keptRows(texts, {
		name,
		sha256
	}, cacheFolder(terminal.env));
	if (rows !== void 0) terminal.err(`bioreview: all ${texts.size} texts taken from the cache\n`);
	return rows;
}
async function serverFor(name, { flags, terminal, progress, signal }) {
	if (flags.embedderEndpoint !== void 0) {
		const endpoint = parseEndpoint(flags.embedderEndpoint, terminal.env);
		if (endpoint.leavesMachine) terminal.err(`bioreview: the concerns are sent to another machine: ${endpoint.shown}\n`);
		return {
			endpoint,
			async stop() {}
		};
	}
	const profile = PROFILES.find(({ embedding, matching }) => [embedding, matching].some((id) => id === name));
	if (profile === void 0) throw new SettingsError({
		code: "embedder-unknown",
		at: "--embedder",
		fault: `no model here is called ${JSON.stringify(name)}`,
		remedy: `Name one of ${EMBEDDING_MODELS.map(({ id }) => id).join(", ")}, or the server that has it`
	});
	progress.say(`starting the model server for ${name}`);
	return startServer({
		profile: profile.name,
		only: "embedding",
		embeddings: [name],
		runnerPath: locateRunner(terminal.program, terminal.env),
		models: flags.models,
		onLine: () => {}
	}, signal);
}
/** Where rows are kept. */
function cacheFolder(env) {
	return join(userCache(env), "embeddings");
}
/** Where a server that is started here looks for weights. */
function modelsFolder({ models }, env) {
	const { BIOREVIEW_MODELS: named } = env;
	return models ?? (named || join(userCache(env), "models"));
}
function userCache({ XDG_CACHE_HOME: cache }) {
	return join(cache || join(homedir(), ".cache"), "bioreview");
}
function cacheLines({ cached, embedded, notKept }) {
	return [`${embedded} texts embedded${cached === 0 ? "" : `, ${cached} taken from the cache`}`, ...notKept === void 0 ? [] : [`the embeddings are not kept for the next run: ${notKept}`]];
}
/** A parser for flags that hold a cosine. */
function cosineFlag(text) {
	const cosine = Number(text);
	if (text.trim() !== "" && cosine >= -1 && cosine <= 1) return cosine;
	throw new InvalidArgumentError("Write a number from -1 to 1.");
}

// src/cli/open-manuscript.ts
/** The manuscript that a user names by a path: a folder or a file, on the disk or at a commit. */
/** @param path as the user wrote it
*  @param directory what it is relative to
*  @throws ManuscriptError, SettingsError */
async function openManuscript(path, flags, directory) {
	const named = await stat(resolve(directory, path)).catch(() => void 0);
	if (named === void 0) throw new ManuscriptError({
		code: "path-not-there",
		at: path,
		fault: "there is no such folder or file",
		remedy: "Name the folder of the manuscript, or its main file"
	});
	if (named.isFile() && flags.manuscript !== void 0) throw new SettingsError({
		code: "manuscript-named-twice",
		at: `--manuscript ${flags.manuscript}`,
		fault: `the path ${path} is a file already`,
		remedy: "Name its folder as the path, or leave out --manuscript"
	});
	const folder = named.isFile() ? dirname(path) : path;
	const chosen = named.isFile() ? basename(path) : flags.manuscript;
	const root = directory === process.cwd() ? folder : resolve(directory, folder);
	const files = flags.rev === void 0 ? directoryFiles(root) : await gitFiles(root, flags.rev);
	return {
		manuscript: await readManuscript(files, chosen === void 0 ? {} : { manuscript: chosen }),
		revision: files.label
	};
}

// src/cli/print/json.ts
/** JSON for programs that a person may also see. Invariant: it parses to the same value, and no byte of it moves a cursor, turns text around, hides,
*  or is a command to the log that it is printed in. */
/** What JSON.stringify leaves as it is: control characters above U+007E, what no reader sees, and the start of a log's command. */
const ACTIVE = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]|(?<=##)\[/gu;
function jsonText(value) {
	return `${JSON.stringify(value, null, 2).replace(ACTIVE, escaped)}\n`;
}
function escaped(character) {
	return Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`).join("");
}

// src/cli/print/cuts.ts
/** What of the paper the model did not get: said in every place where its concerns are shown, because nothing can be raised about it. */
/** One line for each part that was cut or lost, and none where all was read. */
function cutLines({ blocks, lost, budget, counter }) {
	const lines = blocks.filter((block) => block.cut).map((block) => `cut: ${blockName(block)} was read to ${percentRead(block)} (${thousands(block.charactersWhole - block.charactersRead)} of ${thousands(block.charactersWhole)} characters left out: the budget is ${thousands(budget)} tokens by ${counter})`);
	const gone = lost.filter(({ why }) => why === "another section has its name").map(({ name }) => `cut: section ${plain(name)} was left out whole: another section has its name`);
	return [...lines, ...gone];
}
function blockName({ part, name }) {
	return name === void 0 ? `the ${part}` : `section ${plain(name)}`;
}
/** Rounded down, so that 100 % is said only of what was read whole. */
function percentRead({ charactersRead, charactersWhole }) {
	return charactersWhole === 0 ? "100 %" : `${Math.floor(100 * charactersRead / charactersWhole)} %`;
}
function thousands(count) {
	return count.toLocaleString("en-US");
}

// src/cli/print/review-words.ts
/** What every rendering of a review says besides its concerns: counts, what was read, what was dropped or mended, who wrote it. Each line is
*  plain text that still has to pass the rendering's own escape; foreign text in it is marked as such by being all that is not ours. */
/** "12 concerns: 3 major, 8 minor, 1 optional". */
function countLine({ concerns }) {
	if (concerns.length === 0) return "No concerns: the model's whole answer was an empty list.";
	const parts = SEVERITIES.map((severity) => ({
		severity,
		count: concerns.filter((one) => one.severity === severity).length
	})).filter(({ count }) => count > 0).map(({ severity, count }) => `${count} ${severity}`);
	return `${concerns.length} ${concerns.length === 1 ? "concern" : "concerns"}: ${parts.join(", ")}`;
}
/** `statistical_methodology` as people write it. */
function categoryWords(category) {
	return category.replaceAll("_", " ");
}
/** Everything that a reader must know before believing the concerns: one line each. */
function noteLines$1(result) {
	return [
		...readLines(result),
		...hiddenLine(result),
		...warningLines(result),
		...droppedLine(result),
		...mendedLines(result),
		...modelLines(result)
	];
}
function readLines({ prompt, leftOut }) {
	const cuts = cutLines(prompt);
	const tokens = `${thousands(prompt.tokens)} of ${thousands(prompt.budget)} tokens; figures are not seen`;
	const files = [...new Set(leftOut.map(({ file, why }) => `${file} (${why})`))];
	return [...cuts.length === 0 ? [`Read: the whole paper, ${tokens}.`] : [`Read: not the whole paper, ${tokens}.`, ...cuts.map((line) => `${capital(line)}.`)], ...files.length === 0 ? [] : [`Left out: ${someOf(files)}.`]];
}
/** More of a kind than these belong into the JSON. */
const SHOWN$1 = 5;
function someOf(items) {
	return [...items.slice(0, SHOWN$1), ...items.length > SHOWN$1 ? [`and ${items.length - SHOWN$1} more`] : []].join(", ");
}
function hiddenLine({ hidden }) {
	if (hidden.length === 0) return [];
	return [`Hidden from readers, so not given to the model: ${someOf(hidden.map(({ file, line, technique }) => `${file}:${line} (${technique})`))}.`];
}
function warningLines({ warnings }) {
	const told = warnings.slice(0, SHOWN$1).map(({ file, line, message }) => `Warning: ${file}${line === void 0 ? "" : `:${line}`}: ${message}`);
	return warnings.length > SHOWN$1 ? [...told, `Warning: and ${warnings.length - SHOWN$1} more, which the JSON lists.`] : told;
}
function droppedLine({ dropped, alike, settings }) {
	const some = [
		[dropped.sameText, "said again in the same words"],
		[dropped.alike, `alike (cosine from ${settings.duplicateCosine})`],
		[dropped.united, "said by both models"],
		[dropped.beyondCap, `beyond the first ${settings.cap}`]
	].filter(([count]) => count > 0).map(([count, why]) => `${count} ${why}`);
	return [...some.length === 0 ? [] : [`Dropped: ${some.join(", ")}.`], ...alike.done ? [] : [`Near-duplicates: ${alike.why}.`]];
}
function mendedLines({ models }) {
	const mended = models.flatMap(({ repairs }) => repairs).map(({ kind, count }) => `${count} × ${REPAIRS[kind]}`);
	const retried = models.flatMap(({ id, attempts }) => attempts.flatMap(({ failed }) => failed === void 0 ? [] : [`${id}: ${failed}`]));
	return [...mended.length === 0 ? [] : [`Mended in the answer: ${mended.join("; ")}.`], ...retried.map((why) => `Asked twice, because the first answer was no review: ${why}`)];
}
function modelLines({ models, profile, timing, tool }) {
	const described = models.map(({ id, quantisation, device, sha256, attempts }) => {
		return `${id} (${[
			quantisation,
			device,
			sha256 === void 0 ? void 0 : `sha256 ${sha256.slice(0, 8)}…`,
			`seed ${attempts.at(-1)?.seed}`
		].filter((fact) => fact !== void 0).join(", ")})`;
	});
	return [...models.filter(({ unsent }) => unsent.length > 0).map(({ id, unsent }) => `Not as the profile says, because the server of ${id} cannot be told: ${unsent.join(", ")}.`), `Written by a language model: ${described.join(" and ")}; profile ${profile}, BioReview ${tool.version}, ${Math.round(timing.totalSeconds)} s.`];
}
function capital(line) {
	return line.charAt(0).toUpperCase() + line.slice(1);
}

// src/cli/progress-line.ts
/** One line on standard error that says what is going on, drawn over and over where a person watches; nothing where nobody does. */
/** Milliseconds between two drawings: a faster line cannot be read. */
const REDRAW_EVERY = 100;
/** Erases from the cursor to the end of the line: written after the words, so that the line never stands empty. */
const ERASE_REST = "\x1B[K";
const ERASE_LINE = `\r${ERASE_REST}`;
/** @param now milliseconds of a clock that never goes back */
function progressLine(terminal, now) {
	if (!terminal.errIsTerminal) return {
		say() {},
		keep() {},
		onReview() {},
		end() {}
	};
	let drawn = -1e400;
	let writingSince;
	const draw = (what, always) => {
		if (!always && now() - drawn < REDRAW_EVERY) return;
		drawn = now();
		terminal.err(`\r${fitted$1(what, terminal)}${ERASE_REST}`);
	};
	const line = {
		say: (what) => draw(`${what} …`, true),
		keep: (text) => {
			terminal.err(`\r${fitted$1(text, terminal)}${ERASE_REST}\n`);
			drawn = -1e400;
		},
		onReview(progress) {
			if (progress.stage !== "writing") writingSince = progress.stage === "concern" ? writingSince : void 0;
			switch (progress.stage) {
				case "prompt": return line.say(`asking with ${thousands(progress.report.tokens)} tokens`);
				case "waiting": return draw(progress.place === 0 ? "waiting: next in line …" : `waiting: ${progress.place} before us …`, true);
				case "reading": return draw(readingWords(progress.tokensRead, progress.tokensTotal), false);
				case "writing": {
					writingSince ??= now();
					const seconds = (now() - writingSince) / 1e3;
					const speed = seconds > .5 ? `, ${(progress.tokensWritten / seconds).toFixed(1)} tokens/s` : "";
					return draw(`writing: ${thousands(progress.tokensWritten)} tokens${speed}`, false);
				}
				case "concern": return line.keep(`  ${progress.concern.severity} · ${categoryWords(progress.concern.category)} · ${progress.concern.text}`);
				case "retry": return line.keep(`  asking again: ${progress.because}`);
				case "embedding": return line.say(`looking for concerns that say the same (${progress.texts})`);
			}
		},
		end: () => terminal.err(ERASE_LINE)
	};
	return line;
}
function readingWords(read, total) {
	return `reading the paper: ${total === 0 ? 0 : Math.floor(100 * read / total)} % of ${thousands(total)} tokens`;
}
/** One line that fits: a longer one would be broken by the terminal, and its first half could not be taken away again. */
function fitted$1(text, { errColumns }) {
	const characters = [...(/^ */.exec(text)?.[0] ?? "") + plain(text)];
	const room = Math.max(20, errColumns - 1);
	return characters.length > room ? `${characters.slice(0, room - 1).join("")}…` : characters.join("");
}

// src/cli/read-reviewed-text.ts
/** One side of a comparison, from what a user names: a saved result, or bare concerns with the folder of their text. Fails towards an error: what is
*  neither is never taken for an empty list of concerns. */
/** @param file as the user wrote it   @param folder where the text lies, for bare concerns   @param flag that names the folder
*  @throws SettingsError where the file is none that can be compared, or has no text; what reading a manuscript throws */
async function readReviewedText(file, folder, flag, directory) {
	const found = parsed(file, await readJson$1(file, directory));
	if (found.kind === "concerns") {
		if (folder === void 0) throw new SettingsError({
			code: "text-not-named",
			at: file,
			fault: "it holds concerns alone, and nothing says which text they are about",
			remedy: `Name the folder of the text with ${flag}, or compare results of bioreview review --format json`
		});
		const { manuscript, revision } = await openManuscript(folder, {}, directory);
		return {
			label: revision,
			concerns: found.concerns,
			text: manuscript,
			readings: allOf(manuscript)
		};
	}
	const { review, ledger } = found;
	if (folder !== void 0) throw new SettingsError({
		code: "text-named-twice",
		at: `${flag} ${folder}`,
		fault: `${file} holds the text that it is about`,
		remedy: `Leave ${flag} out`
	});
	return {
		...reviewedTextOf(review, file),
		...ledger === void 0 ? {} : { ledger }
	};
}
const concernsSchema = array(object(concernSchema.shape));
const headSchema = looseObject({ schema: string() });
function parsed(file, value) {
	if (Array.isArray(value)) return {
		kind: "concerns",
		concerns: checked(concernsSchema, value, file)
	};
	const head = headSchema.safeParse(value).data?.schema;
	if (head === "bioreview-review") return {
		kind: "review",
		review: checked(reviewResultSchema, value, file)
	};
	if (head === "bioreview-comparison") {
		const { review, ledger } = checked(comparisonResultSchema, value, file);
		if (review !== void 0) return {
			kind: "review",
			review,
			ledger
		};
		throw unusable$1(file, "this comparison holds no review of its newer text: it was of bare concerns, or cosmetic");
	}
	throw unusable$1(file, "it is neither a result of bioreview nor an array of concerns");
}
/** @throws SettingsError */
async function readConcerns(file, directory) {
	const found = parsed(file, await readJson$1(file, directory));
	return found.kind === "concerns" ? found.concerns : found.review.concerns;
}
async function readJson$1(file, directory) {
	const text = await readFile(resolve(directory, file), "utf8").catch((cause) => {
		const errno = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
		throw unusable$1(file, errno === "ENOENT" ? "there is no such file" : `it cannot be read (${errno})`, cause);
	});
	try {
		return JSON.parse(text);
	} catch (cause) {
		throw unusable$1(file, "it is no JSON", cause);
	}
}
function checked(schema, value, file) {
	const { success, data, error } = schema.safeParse(value);
	if (success) return data;
	const [issue] = error.issues;
	throw unusable$1(file, `${issue?.path.join(".") || "it"}: ${issue?.message ?? "not as expected"}`, error);
}
function unusable$1(file, fault, cause) {
	return new SettingsError({
		code: "result-unusable",
		at: file,
		fault,
		remedy: "Name a file made by bioreview review --format json, or an array of {\"text\", \"category\", \"severity\"}"
	}, { cause });
}

// src/cli/write-result.ts
/** Writes a result whole or not at all: a file appears under its name only when every byte of it is on the disk. */
/** Says before the long work whether the result will have a place.
*  @throws OutputError where the path is a folder, or its own folder is missing or may not be written */
async function assertWritable(path) {
	try {
		const place = await placeOf(path);
		await access(place.kind === "file" ? dirname(place.path) : path, constants.W_OK);
	} catch (error) {
		throw asOutputError(path, error);
	}
}
/** @throws the system's own error, such as EISDIR */
async function placeOf(path) {
	const there = await stat(path).catch((error) => {
		if (codeOf(error) === "ENOENT") return void 0;
		throw error;
	});
	if (there === void 0) return {
		kind: "file",
		path,
		mode: void 0
	};
	if (there.isDirectory()) throw Object.assign(/* @__PURE__ */ new Error(`${path} is a folder`), { code: "EISDIR" });
	return there.isFile() ? {
		kind: "file",
		path: await realpath(path),
		mode: there.mode
	} : { kind: "stream" };
}
/** @param path undefined for standard output
*  @throws OutputError where it could not be written; no part of it is left under `path` */
async function writeResult(path, text, terminal) {
	if (path === void 0) {
		await terminal.out(text).catch((error) => Promise.reject(asOutputError("standard output", error)));
		return;
	}
	try {
		const place = await placeOf(path);
		if (place.kind === "file") await replace(place.path, text, place.mode);
		else await writeFile(path, text);
	} catch (error) {
		throw asOutputError(path, error);
	}
}
async function replace(path, text, mode) {
	const unfinished = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
	try {
		const file = await open(unfinished, "wx", mode);
		try {
			await file.writeFile(text);
			await file.sync();
		} finally {
			await file.close();
		}
		await rename(unfinished, path);
	} catch (error) {
		await rm(unfinished, { force: true });
		throw error;
	}
}
const FAULTS = {
	ENOSPC: {
		fault: "the disk is full, so nothing was written",
		remedy: "Make room, or name another place with --output"
	},
	ENOENT: {
		fault: "its folder does not exist",
		remedy: "Make the folder, or name another file with --output"
	},
	EACCES: {
		fault: "it may not be written",
		remedy: "Allow it, or name another file with --output"
	},
	EROFS: {
		fault: "it lies on a disk that may only be read",
		remedy: "Name another file with --output"
	},
	ENOTDIR: {
		fault: "what should be its folder is a file",
		remedy: "Name another file with --output"
	},
	EDQUOT: {
		fault: "the quota of this user is used up, so nothing was written",
		remedy: "Make room, or name another place with --output"
	},
	EISDIR: {
		fault: "it is a folder",
		remedy: "Name a file with --output"
	},
	EPIPE: {
		fault: "the program that read it has ended",
		remedy: "Write to a file with --output, and read that"
	}
};
function asOutputError(at, error) {
	const errno = codeOf(error) ?? "unknown";
	const { fault, remedy } = FAULTS[errno] ?? {
		fault: `writing failed (${errno})`,
		remedy: "Name another file with --output"
	};
	return new OutputError({
		code: "output-not-written",
		at,
		fault,
		remedy
	}, { cause: error });
}
function codeOf(error) {
	return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : void 0;
}

// src/cli/commands/anchor.ts
/** `bioreview anchor`: concerns in, the passages that each is about out. */
const FORMATS$4 = ["text", "json"];
function anchorCommand(terminal, signal) {
	const command = new Command("anchor").summary("says where in the text each concern belongs").description("Ranks, for each concern, the passages of a manuscript that it is about. None: it is about the whole paper.").argument("<path>", "folder of the manuscript, or its main file").argument("<concerns>", "result of a review (JSON), or an array of concerns").option("--rev <revision>", "read this git revision of the path instead of the files on the disk").option("--manuscript <file>", "main file or folder of the manuscript, below the path, where it is not found by itself").addOption(new Option("--format <format>", "how the places are written").choices(FORMATS$4).default("text"));
	return withNamedEmbeddingFlags(command).addHelpText("after", EXAMPLES$9).action(async (path, file, flags) => {
		const progress = progressLine(terminal, () => performance.now());
		try {
			progress.say(`reading ${path}`);
			const concerns = await readConcerns(file, terminal.directory);
			const { manuscript } = await openManuscript(path, flags, terminal.directory);
			const embedder = flags.embedder ?? "minilm";
			const named = flags.embeddings === void 0 ? {
				...flags,
				embedder
			} : flags;
			const rows = await embedTexts(textsToAnchor(concerns, manuscript), named, terminal, progress, signal);
			const anchors = anchorsIn(concerns, manuscript, findAnchorsBy(embedder, rowBy(rows), rows.sha256));
			progress.end();
			if (anchorModelFor(embedder, rows.sha256).basis === "words") terminal.err("bioreview: the places were found by words alone: for this embedder there is no model of places\n");
			await writeResult(void 0, flags.format === "json" ? anchorsJson(anchors) : anchorsText(anchors, concerns), terminal);
		} finally {
			progress.end();
		}
	});
}
const EXAMPLES$9 = `
Examples:
  bioreview anchor paper/ review.json
  bioreview anchor paper/ concerns.json --rev v1 --format json`;
function anchorsJson(anchors) {
	const rows = anchors.map((passages, concern) => ({
		concern,
		passages: passages.map(({ passage: { file, startLine, endLine }, probability }) => ({
			file,
			startLine,
			endLine,
			probability
		}))
	}));
	return jsonText(rows);
}
function anchorsText(anchors, concerns) {
	return `${anchors.map((passages, k) => {
		const places = passages.map(({ passage: { file, startLine, endLine }, probability }) => `    ${plain(file)}:${startLine}-${endLine} (${Math.round(100 * probability)} %)`);
		return [`${k + 1}. ${plain(concerns[k]?.text ?? "")}`, ...places.length === 0 ? ["    the whole paper"] : places].join("\n");
	}).join("\n\n")}\n`;
}

// src/cli/label-files.ts
/** The labelled manuscripts that an embedder is calibrated on: those that come with BioReview, or a folder of the user's own. */
/** @param folder the user's own, as it was written; undefined for the one that comes with BioReview: it lies beside the bundle's own, in the repository
*  that is the Action as well
*  @throws SettingsError where the folder is missing or empty, or a file is no labels */
async function readLabels(folder, { directory, program }) {
	const path = folder === void 0 ? join(program, "..", "labels") : resolve(directory, folder);
	const shown = folder ?? path;
	const files = (await readdir(path).catch((cause) => {
		throw missing(shown, `it cannot be read (${cause.code ?? cause.message})`, cause);
	})).filter((name) => name.endsWith(".json")).sort();
	if (files.length === 0) throw missing(shown, "it holds no labelled manuscript");
	return Promise.all(files.map(async (name) => {
		const at = join(shown, name);
		const labels = await readJson(join(path, name), at);
		const stress = existsSync(join(path, "stress", name)) ? await readJson(join(path, "stress", name), join(shown, "stress", name)) : void 0;
		return parseLabels(labels, stress, at);
	}));
}
async function readJson(path, at) {
	try {
		return JSON.parse(await readFile(path, "utf8"));
	} catch (cause) {
		throw new SettingsError({
			code: "labels-unreadable",
			at,
			fault: "it cannot be read as JSON",
			remedy: "Write it as labels/README.md says"
		}, { cause });
	}
}
function missing(at, fault, cause) {
	return new SettingsError({
		code: "labels-missing",
		at,
		fault,
		remedy: "Use BioReview from its whole repository, or name the folder of labels with --labels"
	}, { cause });
}

// src/cli/print/table.ts
/** A table of plain text, its columns as wide as they need. */
function table(head, rows, align) {
	const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
	const line = (cells) => cells.map((cell, column) => align[column] === "right" ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)).join("  ").trimEnd();
	return [
		line(head),
		line(widths.map((width) => "-".repeat(width))),
		...rows.map(line)
	].join("\n");
}

// src/cli/print/blocks.ts
/** A report as a list of headings, lines and tables, written as plain text or as Markdown. Every word of it passes the sanitiser here; numbers need not. */
function blocksText(blocks) {
	return `${blocks.map(blockText).join("\n\n")}\n`;
}
function blockText(block) {
	switch (block.kind) {
		case "heading": return `${plain(block.text)}\n${"=".repeat(plain(block.text).length)}`;
		case "line": return plain(block.text);
		case "table": {
			const rows = block.rows.map((row) => row.map(plain));
			return table(block.head, rows, block.head.map((_, column) => column < block.words ? "left" : "right"));
		}
	}
}
function blocksMarkdown(blocks) {
	return `${blocks.map(blockMarkdown).join("\n\n")}\n`;
}
function blockMarkdown(block) {
	switch (block.kind) {
		case "heading": return `## ${markdown(block.text)}`;
		case "line": return markdown(block.text);
		case "table": {
			const line = (cells) => `| ${cells.map((cell, column) => column < block.words ? markdown(cell) : cell).join(" | ")} |`;
			const rule = `|${block.head.map((_, column) => column < block.words ? " --- |" : " ---: |").join("")}`;
			return [
				line(block.head),
				rule,
				...block.rows.map(line)
			].join("\n");
		}
	}
}

// src/cli/print/calibration.ts
function calibrationBlocks(embedder, figures, anchors) {
	const { pairs, heldOut, cosineAlone, withoutEmbedder, byManuscript, stress } = figures;
	const row = (what, { f1, precision, recall, joinedHard }) => [
		what,
		...[
			f1,
			precision,
			recall
		].map((value) => value.toFixed(3)),
		`${Math.round(joinedHard * pairs.hard)} of ${pairs.hard}`
	];
	const each = Object.entries(byManuscript).map(([name, f1]) => `${name} ${f1.toFixed(2)}`);
	return [
		{
			kind: "heading",
			text: `Calibration of ${embedder}`
		},
		{
			kind: "line",
			text: `The same concern, found on manuscripts that took no part in the fit: ${pairs.same} pairs are the same, ${pairs.partial} partly (they count neither way), ${pairs.hard} different although they share topic or words.`
		},
		{
			kind: "table",
			head: [
				"",
				"F1",
				"precision",
				"recall",
				"different ones joined"
			],
			rows: [
				row("all signals", heldOut),
				row("its cosine alone", cosineAlone),
				row("words without it", withoutEmbedder)
			],
			words: 1
		},
		{
			kind: "line",
			text: `F1 by manuscript: ${each.join(", ")}.`
		},
		...stress === void 0 ? [] : [{
			kind: "line",
			text: `Worded on purpose against it: ${stress.rewordedFound} of ${stress.reworded} reworded concerns are found, ${stress.nearJoined} of ${stress.near} others in the same words are joined.`
		}],
		{
			kind: "line",
			text: anchorLine(anchors)
		}
	];
}
function anchorLine({ basis, figures: { first, firstThree } }) {
	return `Places of concerns are found ${basis === "words" ? "by words alone, for this embedder has no model of places" : "by words and its embeddings"}: the right one comes first for ${percent(first)} of concerns, among the first three for ${percent(firstThree)}.`;
}
function percent(share) {
	return `${Math.round(100 * share)} %`;
}

// src/cli/commands/calibrate.ts
/** `bioreview calibrate`: an embedder in; out which of its similarities mean the same concern, or that it cannot tell. */
const FORMATS$3 = ["text", "json"];
function calibrateCommand(terminal, signal) {
	const command = new Command("calibrate").summary("measures which similarities of an embedder mean the same concern").description("Embeds labelled concerns of several manuscripts, fits to them, and judges with each manuscript left out. What comes out is kept in your data folder, and from then on review, compare and the rest use it.\nAn embedder that cannot tell the same concern from another is refused with its figures: exit code 2, and nothing is kept.").option("--labels <folder>", "labelled manuscripts of your own, at least three (default: those that come with BioReview)").option("--output <file>", "write the calibration into this file instead of where it is looked for").addOption(new Option("--format <format>", "how the figures are written; json: the calibration").choices(FORMATS$3).default("text"));
	return withNamedEmbeddingFlags(command).addHelpText("after", EXAMPLES$8).action((flags) => calibrated(flags, terminal, signal));
}
const EXAMPLES$8 = `
Examples:
  bioreview calibrate --embedder specter2-base
  bioreview calibrate --embedder bge-small --embedder-endpoint http://127.0.0.1:8080
  bioreview calibrate --embedder mine --embeddings rows.jsonl --output mine.json

It is kept in bioreview/calibrations/ of XDG_DATA_HOME, else of ~/.local/share.`;
async function calibrated(flags, terminal, signal) {
	const { embedder: name } = flags;
	if (name === void 0) throw nameMissing();
	const kept = calibrationPath(name, terminal.env);
	const path = flags.output === void 0 ? kept : resolve(terminal.directory, flags.output);
	if (flags.output === void 0) await makeCalibrationFolder(path);
	await assertWritable(path);
	const progress = progressLine(terminal, () => performance.now());
	try {
		progress.say("reading the labels");
		const manuscripts = await readLabels(flags.labels, terminal);
		const rows = await embedTexts(textsToEmbed$1(manuscripts), flags, terminal, progress, signal);
		progress.say("fitting");
		const calibration = fitted(name, manuscripts, rows, terminal);
		progress.end();
		await writeResult(path, `${JSON.stringify(calibration, void 0, 2)}\n`, terminal);
		const figures = () => figuresText(name, calibration.figures, rows.sha256);
		await writeResult(void 0, flags.format === "json" ? jsonText(calibration) : figures(), terminal);
		const elsewhere = path === kept ? "" : `; it is looked for at ${kept}`;
		terminal.err(`bioreview: ${plain(`the calibration is written to ${flags.output ?? path}${elsewhere}`)}\n`);
	} finally {
		progress.end();
	}
}
/** Whoever is refused sees why: all figures, not only those that are too low. */
function fitted(name, manuscripts, rows, terminal) {
	const told = (figures) => {
		measured = figures;
	};
	let measured;
	try {
		return calibrate(manuscripts, rowBy(rows, EMBED_LABELS), {
			name,
			sha256: rows.sha256
		}, told);
	} catch (error) {
		if (measured !== void 0) terminal.err(figuresText(name, measured, rows.sha256));
		throw error;
	}
}
const EMBED_LABELS = "Embed the text of every concern of the labels, of those below stress/ too";
function figuresText(name, figures, sha256) {
	return blocksText(calibrationBlocks(name, figures, anchorModelFor(name, sha256)));
}
function nameMissing() {
	return new SettingsError({
		code: "embedder-missing",
		at: "--embedder",
		fault: "a calibration is kept under its embedder's name, and none is named",
		remedy: "Name it with --embedder, such as --embedder specter2-base; with --embeddings it says whose rows they are"
	});
}

// src/cli/commands/compare.ts
/** `bioreview compare`: two reviews in, what became of every concern out. */
const FORMATS$2 = [
	"text",
	"json",
	"markdown"
];
function compareCommand(terminal, signal) {
	const command = new Command("compare").summary("says what became of every concern from one review to the next").description("Compares the results of two reviews: which concerns are new, which still stand, which are resolved, and by which change of the text.\nA concern is called resolved only where the sentences that it is about changed and the new review, which read them, is silent.").argument("<old>", "result of the earlier review (JSON), of an earlier comparison, or an array of concerns").argument("<new>", "result of the later review, or an array of concerns").option("--old <folder>", "the text of <old>, where that is an array of concerns").option("--new <folder>", "the text of <new>, where that is an array of concerns").addOption(new Option("--format <format>", "how the comparison is written").choices(FORMATS$2).default("text")).option("--output <file>", "write it into this file instead of on standard output");
	return withNamedEmbeddingFlags(command).addHelpText("after", EXAMPLES$7).action(async (oldFile, newFile, flags) => {
		const output = flags.output === void 0 ? void 0 : resolve(terminal.directory, flags.output);
		if (output !== void 0) await assertWritable(output);
		const progress = progressLine(terminal, () => performance.now());
		try {
			progress.say(`reading ${oldFile} and ${newFile}`);
			const old = await readReviewedText(oldFile, flags.old, "--old", terminal.directory);
			const now = await readReviewedText(newFile, flags.new, "--new", terminal.directory);
			const result = await compareReviews(old, now, embeddingBy(flags, terminal, progress, signal), progress.say);
			progress.end();
			await writeResult(output, renderedComparison(result, flags.format, terminal), terminal);
		} finally {
			progress.end();
		}
	});
}
const EXAMPLES$7 = `
Examples:
  bioreview compare v1.json v2.json
  bioreview compare v1.json v2.json --format json --output v2-compared.json
  bioreview compare v2-compared.json v3.json                    ids and history go on
  bioreview compare a.json c.json --old paper-v1/ --new paper-v2/ --format json`;
function renderedComparison(result, format, terminal) {
	switch (format) {
		case "text": return comparisonText(result, terminal.columns);
		case "markdown": return comparisonMarkdown(result);
		case "json": return jsonText(result);
	}
}

// src/cli/options.ts
/** Flags that several commands share: what they are called, what they may hold, what stands where one is left out. */
/** What is read: a path, a revision of it, and where the finder errs, the file. */
function withReadFlags(command) {
	return command.argument("[path]", "folder of the manuscript, or its main file", ".").option("--rev <revision>", "read this git revision of the path instead of the files on the disk").option("--manuscript <file>", "main file or folder of the manuscript, below the path, where it is not found by itself");
}
/** How the question to the model is made. */
function withPromptFlags(command) {
	return withProfileFlag(command).addOption(new Option("--counter <name>", "how tokens are counted for the budget (default: the profile's)").choices(COUNTERS)).option("--budget <tokens>", "tokens of the question's user message (default: the profile's)", wholeNumber(1));
}
function withProfileFlag(command) {
	return command.addOption(new Option("--profile <name>", "model, prompt, sampling and thresholds that belong together").choices(PROFILES.map(({ name }) => name)).default(DEFAULT_PROFILE));
}
/** The profile of that name with what the flags change of it. */
function profileOf({ profile: name, counter, budget, comparing }) {
	const profile = PROFILES.find((candidate) => candidate.name === name);
	if (profile === void 0) throw new RangeError(`no profile is called ${name}`);
	const { prompt } = profile;
	return {
		...profile,
		matching: comparing ?? profile.matching,
		prompt: {
			counter: counter ?? prompt.counter,
			budget: budget ?? prompt.budget
		}
	};
}
/** A parser for flags that hold a whole number.
*  @param least the smallest that makes sense
*  @param most the greatest */
function wholeNumber(least, most = Number.MAX_SAFE_INTEGER) {
	return (text) => {
		const number = Number(text);
		if (/^\d+$/.test(text) && number >= least && number <= most) return number;
		throw new InvalidArgumentError(`Write a whole number from ${least} ${most === Number.MAX_SAFE_INTEGER ? "on" : `to ${most}`}.`);
	};
}

// src/cli/commands/doctor.ts
/** `bioreview doctor`: is this machine ready to review? Examines, prints, and ends with the kind of what must be mended first. */
const findingSchema = object({
	name: string(),
	state: _enum([
		"ok",
		"warn",
		"fail"
	]),
	detail: string(),
	remedy: string().optional()
});
/** What the runner's own doctor prints. */
const runnerReport = object({ findings: array(findingSchema) });
function doctorCommand(terminal, signal) {
	return withProfileFlag(new Command("doctor")).summary("is this machine ready to review?").description("Looks at the runtime, the model files, the device and the memory; with --endpoint at that server instead.").option("--endpoint <url>", "a running server to look at").option("--models <folder>", "where the model server finds its weights (default: its own)").option("--speed", "measure reading, writing and embedding too; takes a minute").option("--json", "the findings as JSON").addHelpText("after", EXAMPLES$6).action(async (flags) => {
		const findings = [node(), ...flags.endpoint === void 0 ? await ofRunner(flags, terminal, signal) : await ofEndpoint(flags.endpoint, terminal, signal)];
		const text = flags.json ? jsonText({
			version: VERSION,
			findings
		}) : `${findings.map(lineOf).join("\n")}\n`;
		await writeResult(void 0, text, terminal);
		const failed = findings.filter(({ state }) => state === "fail");
		if (failed.length === 0) return;
		const failure = {
			code: "not-ready",
			at: failed.map(({ name }) => name).join(", "),
			fault: "must be mended before this machine can review",
			remedy: "Do what the findings say, then run this again"
		};
		throw flags.endpoint === void 0 ? new ModelsError(failure) : new ServerError(failure);
	});
}
const EXAMPLES$6 = `
Examples:
  bioreview doctor
  bioreview doctor --profile smoke --speed
  bioreview doctor --endpoint unix:/run/bioreview/runner.sock`;
function lineOf({ name, state, detail, remedy }) {
	return `${state.padEnd(4)}  ${plain(name)}: ${plain(detail)}${remedy === void 0 ? "" : `\n      ${plain(remedy)}`}`;
}
function node() {
	return {
		name: "Node",
		state: "ok",
		detail: `${process.version}, BioReview ${VERSION}`
	};
}
async function ofEndpoint(address, terminal, signal) {
	const endpoint = parseEndpoint(address, terminal.env);
	const described = await describeServer(endpoint, signal);
	if (described.kind === "fails") {
		const { message, remedy } = described.error;
		return [{
			name: "server",
			state: "fail",
			detail: message,
			remedy
		}];
	}
	const where = described.leavesMachine ? [{
		name: "privacy",
		state: "warn",
		detail: `manuscripts are sent to ${endpoint.shown}`,
		remedy: "Use a server on this machine for unpublished text"
	}] : [];
	const models = described.models.map(({ id, purpose, quantisation, device, contextTokens }) => ({
		name: `${purpose === "unknown" ? "" : `${purpose} `}model`,
		state: "ok",
		detail: [
			id,
			quantisation,
			device,
			contextTokens === void 0 ? void 0 : `${contextTokens} tokens of context`
		].filter((part) => part !== void 0).join(", ")
	}));
	return [
		{
			name: "server",
			state: "ok",
			detail: `${described.server} at ${endpoint.shown}`
		},
		...where,
		...models
	];
}
/** The runner examines itself in a process of its own: a runtime that crashes on loading is a finding, not our end. */
async function ofRunner({ profile, models, speed }, terminal, signal) {
	let program;
	try {
		program = locateRunner(terminal.program, terminal.env);
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		return [{
			name: "model server",
			state: "fail",
			detail: error.message,
			remedy: error.remedy
		}];
	}
	const { stdout, ended } = await collected([
		program,
		"doctor",
		"--json",
		"--profile",
		profile,
		...speed ? ["--speed"] : [],
		...models === void 0 ? [] : ["--models", models]
	], signal);
	try {
		return runnerReport.parse(JSON.parse(stdout)).findings;
	} catch {
		return [{
			name: "model server",
			state: "fail",
			detail: `its doctor ended with ${ended} and no report`,
			remedy: `Run it yourself to see why: node ${program} doctor --profile ${profile}`
		}];
	}
}
/** Runs Node on a program and waits for its end, however it ends. */
function collected(args, signal) {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, args, {
			stdio: [
				"ignore",
				"pipe",
				"ignore"
			],
			signal
		});
		const pieces = [];
		child.stdout.setEncoding("utf8").on("data", (piece) => pieces.push(piece));
		child.once("error", (error) => reject(signal.aborted ? signal.reason : error));
		child.once("close", (code, killed) => resolve({
			stdout: pieces.join(""),
			ended: killed ?? `exit code ${code}`
		}));
	});
}

// src/cli/workplace.ts
/** The command line as a place to review in. */
function workplaceOf(terminal, progress) {
	return {
		env: terminal.env,
		runner: async () => locateRunner(terminal.program, terminal.env),
		tell: (line) => terminal.err(`bioreview: ${line}\n`),
		say: progress.say
	};
}

// src/cli/predict-manuscripts.ts
/** `evaluate --manuscripts`: reviews each manuscript of a folder with one model server for all, before anything is scored. */
function withPredictFlags(command) {
	return withProfileFlag(command).option("--endpoint <url>", "review with this OpenAI-compatible server instead of one that is started").option("--model <name...>", "the model's name at the endpoint, where it serves several");
}
/** @param folder of the manuscripts   @param store the file of predictions that the reviews are appended to
*  @throws what reading, the servers and a review throw; reviews that were done stay in the file */
async function predictManuscripts({ folder, shown, store }, flags, terminal, progress, signal) {
	const manuscripts = await manuscriptsIn(folder, shown);
	const profile = profileOf(flags);
	if (profile.caution !== void 0) terminal.err(`bioreview: ${profile.name}: ${profile.caution}\n`);
	const { profile: _, ...place } = flags;
	let servers;
	try {
		const read = async ({ id, path }) => {
			progress.say(`reading ${id}`);
			const { manuscript } = await openManuscript(path, {}, terminal.directory).catch((error) => {
				throw error instanceof ManuscriptError ? unreadable(join(shown, basename(path)), error) : error;
			});
			return articleOf(manuscript).article;
		};
		const reviewed = async (article) => {
			servers ??= await openModelServers(profile, {
				...place,
				embedder: true,
				compares: false,
				timeout: TIMEOUTS.silence
			}, workplaceOf(terminal, progress), signal);
			const { models, embedder } = servers;
			const now = () => performance.now();
			return (await review({
				article,
				profile,
				models,
				embedder,
				now
			}, progress.onReview, signal)).concerns;
		};
		const say = ({ id }, at, all) => terminal.err(`bioreview: reviewing ${JSON.stringify(id)}, ${at} of ${all}\n`);
		await reviewManuscripts(manuscripts, store, {
			read,
			review: reviewed
		}, say, signal);
	} finally {
		await servers?.close();
	}
}
/** One of many: its place is told, and a remedy that `evaluate` has. */
function unreadable(path, error) {
	const { code, at, fault } = error;
	const remedy = `Let ${path} hold one manuscript that bioreview inspect shows, or take it away`;
	return new ManuscriptError({
		code,
		at: `${path}: ${at}`,
		fault,
		remedy
	}, { cause: error });
}

// src/cli/print/evaluation.ts
/** An evaluation for people. It only writes down what was counted. */
/** Said under every table of scores, because the figures invite the wrong conclusion. */
const CAUTION = "The metric counts pairs of alike embeddings, not concerns that say the same: with the published embedder nearly any two concerns reach the threshold. Use it to compare runs, and read docs/evaluation.md before quoting it.";
function evaluationBlocks(evaluation, same, shown) {
	const { scores, sources } = evaluation;
	return [
		{
			kind: "heading",
			text: "Scores"
		},
		{
			kind: "line",
			text: countsLine(scores, shown)
		},
		overallTable(evaluation),
		...evaluation.intervals === void 0 ? [] : [line(`Intervals: 95 % of ${thousands(shown.resamples)} resamples of whole articles.`)],
		...noteLines(evaluation).map(line),
		line(CAUTION),
		...sameConcernBlocks(same),
		{
			kind: "heading",
			text: "By category of the reference"
		},
		ratesTable("Category", scores.categories),
		...sources.size < 2 ? [] : [{
			kind: "heading",
			text: "By source"
		}, ratesTable("Source", sources)]
	];
}
function line(text) {
	return {
		kind: "line",
		text
	};
}
function countsLine({ articles, reference, figureExcluded, tool, matched }, { embedder, threshold }) {
	const figures = figureExcluded === 0 ? "" : ` (${thousands(figureExcluded)} more need a look at a figure and are left out)`;
	return `${count(articles, "article")}, ${count(reference, "reference concern")}${figures}, ${thousands(tool)} predicted, ${count(matched, "pair")} at cosine ${threshold} or above; embeddings: ${embedder}.`;
}
function overallTable({ scores, intervals }) {
	const { major, minor, f1Macro } = scores;
	return ratesOfTable([
		...mainRows({
			scores,
			intervals
		}),
		rateRow("F1, mean of categories", f1Macro),
		rateRow("Recall of majors", share(major.found, major.all), void 0, `${major.found} of ${major.all}`),
		rateRow("Recall of minors", share(minor.found, minor.all), void 0, `${minor.found} of ${minor.all}`)
	]);
}
function ratesOfTable(rows) {
	return {
		kind: "table",
		head: [
			"",
			"value",
			"95 % interval",
			"of"
		],
		words: 1,
		rows
	};
}
function mainRows({ scores, intervals }) {
	return [
		rateRow("F1", scores.f1),
		rateRow("Recall", scores.recall, intervals?.recall, `${scores.matched} of ${scores.reference}`),
		rateRow("Precision", scores.precision, intervals?.precision, `${scores.matched} of ${scores.tool}`)
	];
}
function rateRow(name, value, interval, of = "") {
	return [
		name,
		rate(value),
		ends(interval),
		of
	];
}
/** What the calibrated scores were measured on, and what they cannot see. */
function calibratedOn({ recall, precision }) {
	const percent = (share) => `${Math.round(100 * share)} %`;
	return `On pairs of reviews by language models the rule finds ${percent(recall)} of the same concerns, and ${percent(precision)} of what it finds is right; nobody measured it on reviews by people. It follows words: a point made in quite other words is missed. docs/evaluation.md tells more.`;
}
/** Apart from the published metric, under a heading of its own; where it is missing, its place says why. */
function sameConcernBlocks(same) {
	const heading = {
		kind: "heading",
		text: "Same concern (calibrated; not the published metric)"
	};
	if (same.kind === "not scored") return [heading, line(`Not scored: ${same.because}`)];
	const { calibration, scored, comparison, withoutCategory } = same;
	const { matched } = scored.scores;
	return [
		heading,
		line(`${count(matched, "prediction")} and as many references say the same concern, with a probability above ${calibration.threshold} by the calibration of ${calibration.embedder}.`),
		comparison === void 0 ? ratesOfTable(mainRows(scored)) : comparedTable(comparison),
		...withoutCategory === 0 ? [] : [line(`${count(withoutCategory, "prediction")} without a category, which is one of the signals: fewer of them are recognised.`)],
		line(calibratedOn(calibration.figures.heldOut))
	];
}
/** What was not as it should be, and what was done with it. */
function noteLines({ scores, withoutReference, passedOver }) {
	const some = withoutReference.slice(0, 5).join(", ");
	return [
		...scores.notPredicted === 0 ? [] : [`${count(scores.notPredicted, "article")} without a prediction: counted as reviews that found nothing.`],
		...withoutReference.length === 0 ? [] : [`${count(withoutReference.length, "predicted article")} without a reference: not scored (${some}${withoutReference.length > 5 ? ", …" : ""}).`],
		...passedOver === 0 ? [] : [`${count(passedOver, "element")} of the predictions: blank, or no concern; passed over, as the published evaluator does.`]
	];
}
function comparedNotes(sides) {
	return sides.flatMap(({ name, evaluation }) => noteLines(evaluation).map((note) => `${name}: ${note}`));
}
function count(number, what) {
	return `${thousands(number)} ${what}${number === 1 ? "" : "s"}`;
}
function ratesTable(name, groups) {
	return {
		kind: "table",
		head: [
			name,
			"F1",
			"recall",
			"precision",
			"references",
			"predicted",
			"matched"
		],
		words: 1,
		rows: Array.from(groups, ([group, rated]) => [
			group.replaceAll("_", " "),
			...[
				rated.f1,
				rated.recall,
				rated.precision
			].map(rate),
			...[
				rated.reference,
				rated.tool,
				rated.matched
			].map(thousands)
		])
	};
}
function sweepBlocks(rows) {
	return [{
		kind: "heading",
		text: "Sweep"
	}, {
		kind: "table",
		head: [
			"repetitions dropped",
			"cap",
			"threshold",
			"F1",
			"recall",
			"precision",
			"predicted",
			"matched"
		],
		words: 1,
		rows: rows.map(({ dedup, cap, threshold, scores }) => [
			typeof dedup === "number" ? `alike from ${dedup}` : dedup,
			cap === Number.POSITIVE_INFINITY ? "all" : String(cap),
			String(threshold),
			...[
				scores.f1,
				scores.recall,
				scores.precision
			].map(rate),
			...[scores.tool, scores.matched].map(thousands)
		])
	}];
}
/** Articles that are shown of all that changed; the JSON has the others. */
const CHANGES_SHOWN = 15;
function comparisonBlocks(comparison, same, sides, shown) {
	const { after, better, worse, changes } = comparison;
	return [
		{
			kind: "heading",
			text: "Comparison"
		},
		line(`Before: ${sides[0].name}. After: ${sides[1].name}. ${countsLine(after, shown)}`),
		comparedTable(comparison),
		line(`${count(better, "article")} better, ${worse} worse. The interval resamples whole articles, the same ones for both; where it holds 0, the difference may be luck. It is no test of significance.`),
		...comparedNotes(sides).map(line),
		line(CAUTION),
		...sameConcernBlocks(same),
		...changes.length === 0 ? [] : changesTable(changes)
	];
}
function comparedTable({ before, after, difference, intervals }) {
	const row = (name, of) => [
		name,
		rate(before[of]),
		rate(after[of]),
		signed(difference[of]),
		ends(intervals?.[of], signed)
	];
	return {
		kind: "table",
		head: [
			"",
			"before",
			"after",
			"difference",
			"95 % interval"
		],
		words: 1,
		rows: [
			row("F1", "f1"),
			row("Recall", "recall"),
			row("Precision", "precision")
		]
	};
}
function changesTable(changes) {
	const counted = (side) => `${rate(side.f1)} (${side.matched} of ${side.tool})`;
	return [{
		kind: "heading",
		text: `What changed most (${Math.min(CHANGES_SHOWN, changes.length)} of ${changes.length} articles)`
	}, {
		kind: "table",
		head: [
			"article",
			"F1 before (pairs of predicted)",
			"F1 after",
			"difference"
		],
		words: 1,
		rows: changes.slice(0, CHANGES_SHOWN).map(({ id, before, after, f1 }) => [
			id,
			counted(before),
			counted(after),
			signed(f1)
		])
	}];
}
function rate(value) {
	return value.toFixed(3);
}
function signed(value) {
	return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(3)}`;
}
function ends(interval, written = rate) {
	return interval === void 0 ? "" : `${written(interval[0])} to ${written(interval[1])}`;
}

// src/cli/print/evaluation-json.ts
/** An evaluation for programs: the published evaluator's names first, and what it has no name for behind them, spelt alike. */
function evaluationJson(evaluation, same, sweepRows, shown) {
	const { scores, intervals, sources, withoutReference, passedOver } = evaluation;
	return {
		...publishedJson(scores, intervals),
		n_without_prediction: scores.notPredicted,
		n_without_reference: withoutReference.length,
		n_elements_passed_over: passedOver,
		per_source: Object.fromEntries(Array.from(sources, ([source, group]) => [source, brief(group)])),
		settings: {
			threshold: shown.threshold,
			embedder: shown.embedder,
			n_bootstrap: shown.resamples
		},
		same_concern: sameConcernJson(same),
		...sweepRows.length > 0 && { sweep: sweepRows.map(({ threshold, cap, dedup, scores: swept }) => ({
			threshold,
			cap: cap === Number.POSITIVE_INFINITY ? null : cap,
			dedup,
			...brief(swept)
		})) }
	};
}
function brief({ articles, reference, tool, matched, recall, precision, f1 }) {
	return {
		n_articles: articles,
		n_reference_concerns: reference,
		n_tool_concerns: tool,
		n_matched: matched,
		recall,
		precision,
		f1
	};
}
/** Another metric, so that everything about it stands under one key, and nothing of it beside the published names. */
function sameConcernJson(same) {
	if (same.kind === "not scored") return {
		scored: false,
		reason: same.because
	};
	const { calibration, scored, comparison, withoutCategory } = same;
	const settings = { calibration: {
		embedder: calibration.embedder,
		threshold: calibration.threshold
	} };
	const { recall, precision } = scored.intervals ?? {};
	const figures = comparison === void 0 ? {
		...brief(scored.scores),
		bootstrap: scored.intervals === void 0 ? null : {
			recall,
			precision
		}
	} : {
		before: brief(comparison.before),
		after: brief(comparison.after),
		difference: comparison.difference,
		bootstrap: comparison.intervals ?? null
	};
	return {
		scored: true,
		...settings,
		n_without_category: withoutCategory,
		...figures
	};
}
function comparisonJson({ before, after, difference, intervals, better, worse, changes }, same, shown) {
	return {
		before: publishedJson(before, void 0),
		after: publishedJson(after, void 0),
		difference,
		bootstrap: intervals ?? null,
		n_better: better,
		n_worse: worse,
		changes: changes.map(({ id, before: a, after: b, f1 }) => ({
			article_id: id,
			f1_before: a.f1,
			f1_after: b.f1,
			difference: f1
		})),
		settings: {
			threshold: shown.threshold,
			embedder: shown.embedder,
			n_bootstrap: shown.resamples
		},
		same_concern: sameConcernJson(same)
	};
}

// src/cli/same-concern.ts
/** Whether the calibrated score can stand beside the published one. Invariant: where the embedder is not known, or nobody calibrated it, there is a
*  reason in place of a figure, never a guess. */
/** @throws SettingsError where a calibration of the user's own is damaged, or a file's rows cannot be of the embedder that the flags name */
async function sameConcernRule(rows, flags, env) {
	const embedder = embedderOf(rows, flags);
	if (embedder === void 0) return {
		kind: "not scored",
		because: "--embeddings does not say which embedder made its rows. Name it with --embedder."
	};
	try {
		const calibration = await calibrationFor(embedder, env);
		return {
			kind: "calibrated",
			calibration,
			matcher: calibratedMatcher(calibration)
		};
	} catch (error) {
		if (error instanceof SettingsError && error.code === "embedder-not-calibrated") return {
			kind: "not scored",
			because: error.message
		};
		throw error;
	}
}
/** Articles between two looks at how far it is: a thousand take some ten seconds. */
const SAY_EVERY = 25;
/** @param before where two files are compared, the one before `evaluation` */
function sameConcern(rule, evaluation, before, resamples, say) {
	if (rule.kind === "not scored") return rule;
	const { calibration, matcher } = rule;
	const score = ({ articles }, resamples) => scoreArticles(articles, {
		matcher,
		resamples
	}, (done) => {
		if (done % SAY_EVERY === 0) say(`looking for the same concerns: ${done} of ${articles.length} articles`);
	});
	const scored = score(evaluation, resamples);
	const earlier = before === void 0 ? void 0 : score(before, 0);
	const compared = evaluation.articles.filter(({ reference }) => reference.length > 0);
	return {
		kind: "scored",
		calibration,
		scored,
		comparison: earlier === void 0 ? void 0 : compare(earlier.perArticle, scored.perArticle, resamples),
		withoutCategory: compared.flatMap(({ tool }) => tool).filter(({ category }) => category === void 0).length
	};
}
/** Who made the rows: the embedder that was asked, or the one that the user says made the file. */
function embedderOf(rows, { embeddings, embedder: name }) {
	if (embeddings === void 0) return {
		name: rows.name,
		sha256: rows.sha256
	};
	if (name === void 0) return void 0;
	const dimensions = EMBEDDING_MODELS.find(({ id }) => id === name)?.dimensions;
	if (dimensions !== void 0 && rows.dimensions > 0 && dimensions !== rows.dimensions) throw new SettingsError({
		code: "embeddings-of-another",
		at: embeddings,
		fault: `its rows have ${rows.dimensions} numbers, and those of ${name} have ${dimensions}`,
		remedy: "Name with --embedder the model that made them, or leave it out"
	});
	return {
		name,
		sha256: void 0
	};
}

// src/cli/sweep-flags.ts
/** The flags of a sweep: lists of thresholds, caps and levels of de-duplication, of which every combination is scored. */
function withSweepFlags(command) {
	return command.option("--sweep-thresholds <list>", "score at each of these cosines, such as 0.6,0.65,0.7", listOf(cosineOf, "cosines from -1 to 1")).option("--sweep-caps <list>", "score with at most so many concerns of an article, such as 5,10,20,all", listOf(capOf, "whole numbers from 1, or all")).option("--sweep-dedups <list>", "score with repetitions dropped before the cap: none, exact, or a cosine from which concerns are alike, such as none,exact,0.95", listOf(dedupOf, "none, exact or cosines from -1 to 1"));
}
/** @returns undefined where no sweep is asked for; what is not swept stays as it is */
function gridOf({ sweepThresholds, sweepCaps, sweepDedups }, threshold) {
	if (sweepThresholds === void 0 && sweepCaps === void 0 && sweepDedups === void 0) return void 0;
	return {
		thresholds: sweepThresholds ?? [threshold],
		caps: sweepCaps ?? [Number.POSITIVE_INFINITY],
		dedups: sweepDedups ?? ["none"]
	};
}
/** What the charts show where no list says otherwise: where the published audit looked, and the caps up to twice the card's. */
const CHART_THRESHOLDS = [
	.5,
	.55,
	.6,
	.65,
	.7,
	.75,
	.8,
	.85,
	.9,
	.95,
	.98
];
const CHART_CAPS = [
	1,
	3,
	5,
	10,
	15,
	20,
	40,
	Number.POSITIVE_INFINITY
];
function chartGrids(flags, threshold) {
	const { sweepThresholds = CHART_THRESHOLDS, sweepCaps = CHART_CAPS, sweepDedups = ["none", "exact"] } = flags;
	return {
		thresholds: {
			thresholds: sweepThresholds,
			caps: [Number.POSITIVE_INFINITY],
			dedups: ["none"]
		},
		caps: {
			thresholds: [threshold],
			caps: sweepCaps,
			dedups: sweepDedups
		}
	};
}
function listOf(read, what) {
	return (text) => text.split(",").map((item) => {
		const value = read(item.trim());
		if (value === void 0) throw new InvalidArgumentError(`Write ${what}, with commas between.`);
		return value;
	});
}
function cosineOf(item) {
	const cosine = Number(item);
	return item !== "" && cosine >= -1 && cosine <= 1 ? cosine : void 0;
}
function capOf(item) {
	if (item === "all") return Number.POSITIVE_INFINITY;
	return /^[1-9]\d{0,8}$/.test(item) ? Number(item) : void 0;
}
function dedupOf(item) {
	return item === "none" || item === "exact" ? item : cosineOf(item);
}

// src/cli/commands/evaluate.ts
/** `bioreview evaluate`: predictions and references in, the published scores out. */
const FORMATS$1 = [
	"text",
	"json",
	"markdown"
];
function evaluateCommand(terminal, signal) {
	const command = new Command("evaluate").summary("scores predictions against the concerns of human reviewers").description("Scores predicted concerns against reference concerns as bioreview-bench v4.1.3 does: the figures of the model card.\nBeside them stands how many say the same concern by BioReview's own calibrated rule, for embedders that have a calibration (bioreview calibrate).").requiredOption("--references <file>", "lines of {\"id\", \"concerns\": [{\"concern_text\", \"category\", \"severity\", \"requires_figure_reading\"}]}").addOption(new Option("--predictions <file>", "lines of {\"article_id\", \"concerns\": [\"…\"]} or of objects with a \"text\"").conflicts("compare")).option("--compare <files...>", "two files of predictions: before and after").option("--manuscripts <folder>", "first review each manuscript in it, named by its article's id, and append the reviews to --predictions; what stands there is not done again");
	return withPredictFlags(withSweepFlags(withNamedEmbeddingFlags(command))).option("--threshold <cosine>", "from which two concerns count as the same", cosineFlag, PUBLISHED_THRESHOLD).option("--bootstrap <number>", "resamples for the 95 % intervals; 0 for none", wholeNumber(0), RESAMPLES).option("--json", "the published evaluator's field names; short for --format json").addOption(new Option("--format <format>", "how the result is written").choices(FORMATS$1).default("text")).option("--output <file>", "write the result into this file instead of on standard output").option("--per-article <file>", "write the scores of each article into this file, as CSV").option("--charts <folder>", "draw thresholds, caps and categories as SVG into this folder").addHelpText("after", EXAMPLES$5).action((flags) => runEvaluate(flags, terminal, signal));
}
const EXAMPLES$5 = `
Examples:
  bioreview evaluate --predictions p.jsonl --references r.jsonl --embedder specter2-base
  bioreview evaluate --predictions p.jsonl --references r.jsonl --embeddings rows.jsonl --json
  bioreview evaluate --predictions p.jsonl --references r.jsonl --embeddings rows.jsonl --embedder minilm
  bioreview evaluate --predictions p.jsonl --references r.jsonl --embeddings rows.jsonl --sweep-caps 5,10,20,all --sweep-dedups none,exact,0.95
  bioreview evaluate --compare before.jsonl after.jsonl --references r.jsonl --embeddings rows.jsonl
  bioreview evaluate --manuscripts papers/ --predictions p.jsonl --references r.jsonl --embedder specter2-base
  bioreview evaluate --predictions p.jsonl --references r.jsonl --embeddings rows.jsonl --charts charts/ --per-article articles.csv`;
async function runEvaluate(flags, terminal, signal) {
	const place = (file) => file === void 0 ? void 0 : resolve(terminal.directory, file);
	const [output, perArticle, charts] = [
		place(flags.output),
		place(flags.perArticle),
		place(flags.charts)
	];
	for (const file of [output, perArticle]) if (file !== void 0) await assertWritable(file);
	const report = await evaluated(flags, terminal, signal);
	if (charts !== void 0) await writeCharts(charts, report, terminal);
	if (perArticle !== void 0) await writeResult(perArticle, articlesCsv(report.evaluation.perArticle), terminal);
	await writeResult(output, rendered$1(report, flags, terminal), terminal);
}
async function evaluated(flags, terminal, signal) {
	const { threshold, bootstrap: resamples } = flags;
	const [file, fileAfter] = filesOf(flags);
	const progress = progressLine(terminal, () => performance.now());
	try {
		const read = (name) => {
			progress.say(`reading ${name}`);
			return readPredictions(resolve(terminal.directory, name), name, signal);
		};
		const predict = (store, folder) => {
			const places = {
				folder: resolve(terminal.directory, folder),
				shown: folder,
				store: resolve(terminal.directory, store)
			};
			return predictManuscripts(places, flags, terminal, progress, signal);
		};
		const references = await readReferences(resolve(terminal.directory, flags.references), flags.references, signal);
		if (flags.manuscripts !== void 0) await predict(file, flags.manuscripts);
		const first = await read(file);
		const second = fileAfter === void 0 ? void 0 : await read(fileAfter);
		const alike = flags.sweepDedups?.some((dedup) => typeof dedup === "number") === true;
		const texts = new Set([first, second ?? []].flatMap((predictions) => [...textsToEmbed(predictions, references, alike)]));
		const rows = await embedTexts(texts, flags, terminal, progress, signal);
		progress.say("comparing");
		const rule = await sameConcernRule(rows, flags, terminal.env);
		const score = (predictions) => evaluate(predictions, references, rows, {
			matcher: publishedMatcher(threshold),
			resamples
		});
		const before = score(first);
		const evaluation = second === void 0 ? before : score(second);
		const sweeping = (done, all) => progress.say(`sweeping: ${done} of ${all} settings`);
		const grid = gridOf(flags, threshold);
		return {
			evaluation,
			comparison: fileAfter === void 0 ? void 0 : {
				of: compare(before.perArticle, evaluation.perArticle, resamples),
				sides: [{
					name: file,
					evaluation: before
				}, {
					name: fileAfter,
					evaluation
				}]
			},
			same: sameConcern(rule, evaluation, second === void 0 ? void 0 : before, resamples, progress.say),
			sweepRows: grid === void 0 ? [] : sweep(evaluation.articles, rows, grid, sweeping),
			charts: flags.charts === void 0 ? [] : chartsOf(evaluation, rows, flags, sweeping),
			shown: {
				embedder: flags.embedder ?? rows.name,
				threshold,
				resamples
			}
		};
	} finally {
		progress.end();
	}
}
/** @returns one file to score, or two to compare */
function filesOf({ predictions, manuscripts, compare: files = [] }) {
	const [before, after, ...others] = files;
	if (predictions !== void 0) return [predictions];
	if (before !== void 0 && after !== void 0 && others.length === 0) return [before, after];
	const named = files.length > 0;
	throw new SettingsError({
		code: named ? "files-not-two" : "predictions-missing",
		at: named ? "--compare" : "--predictions",
		fault: named ? `${files.length} files are named` : "no predictions are named",
		remedy: named ? "Name two files: before and after" : manuscripts === void 0 ? "Name a file with --predictions, or two with --compare" : "Name with --predictions the file that the reviews are kept in"
	});
}
function chartsOf({ articles, scores }, rows, flags, onRow) {
	const grids = chartGrids(flags, flags.threshold);
	return [
		{
			name: "categories.svg",
			svg: categoryChart(scores)
		},
		{
			name: "thresholds.svg",
			svg: thresholdChart(sweep(articles, rows, grids.thresholds, onRow))
		},
		{
			name: "caps.svg",
			svg: capChart(sweep(articles, rows, grids.caps, onRow))
		}
	];
}
async function writeCharts(folder, { charts }, terminal) {
	await mkdir(folder, { recursive: true }).catch((error) => {
		throw new OutputError({
			code: "output-not-written",
			at: folder,
			fault: "the folder for the charts cannot be made",
			remedy: "Name another with --charts"
		}, { cause: error });
	});
	for (const { name, svg } of charts) await writeResult(join(folder, name), svg, terminal);
}
function rendered$1({ evaluation, comparison, same, sweepRows, shown }, { json, format }, terminal) {
	if (json === true || format === "json") {
		const notes = comparison === void 0 ? noteLines(evaluation) : comparedNotes(comparison.sides);
		for (const line of notes) terminal.err(`bioreview: ${plain(line)}\n`);
		const data = comparison === void 0 ? evaluationJson(evaluation, same, sweepRows, shown) : comparisonJson(comparison.of, same, shown);
		return jsonText(data);
	}
	const blocks = [...comparison === void 0 ? evaluationBlocks(evaluation, same, shown) : comparisonBlocks(comparison.of, same, comparison.sides, shown), ...sweepRows.length === 0 ? [] : sweepBlocks(sweepRows)];
	return format === "markdown" ? blocksMarkdown(blocks) : blocksText(blocks);
}

// src/cli/inspection.ts
function inspect({ manuscript, revision }, { counter, budget }) {
	const { format, root, files, title, abstract, sections, leftOut, warnings, hidden } = manuscript;
	const sourced = articleOf(manuscript);
	const { report } = buildPrompt(sourced.article, {
		counter,
		budget
	});
	const reads = new Map(passageReadings(sourced, report).map(({ passage, read }) => [passage, read]));
	const inspected = (part, passage, section) => ({
		part,
		...section !== void 0 && { section },
		...passage,
		read: reads.get(passage) ?? "none"
	});
	const passages = [
		...title === void 0 ? [] : [inspected("title", title)],
		...abstract.map((passage) => inspected("abstract", passage)),
		...sections.flatMap((section, at) => section.passages.map((passage) => inspected("section", passage, at)))
	];
	return {
		schema: "bioreview-inspection",
		version: 1,
		revision,
		format,
		root,
		files,
		title: title?.text ?? null,
		abstract: abstract.map(({ text }) => text).join(" "),
		words: words(passages),
		sections: sections.map(({ name, passages: own }) => ({
			name,
			promptName: promptNameOf(own, sourced),
			words: words(own)
		})),
		passages,
		prompt: report,
		leftOut,
		warnings,
		hidden
	};
}
/** The block of the prompt that a section's text went into. */
function blockOf(section, { blocks }) {
	return blocks.find(({ part, name }) => part === "section" && name === section.promptName);
}
function promptNameOf(own, { article, sections }) {
	const at = sections.findIndex(({ passages }) => own.some((passage) => passages.includes(passage)));
	return article.sections[at]?.[0] ?? null;
}
function words(passages) {
	return passages.reduce((sum, { text }) => sum + text.split(" ").length, 0);
}

// src/cli/print/inspection.ts
/** An inspection as text: one table of what is read, one list of what is not. */
/** Longer names are cut in the table; the JSON has them whole. */
const NAME_WIDTH = 44;
/** More than these of a kind fill a screen and help nobody. */
const SHOWN = 12;
function printInspection(inspection) {
	const { title, root, format, files, words, revision, prompt, leftOut, warnings, hidden } = inspection;
	const head = [title === null ? "(no title found)" : plain(title), `${format}, ${plain(root)}${moreFiles(files.length - 1)}, ${thousands(words)} words · ${plain(revision)}`];
	const total = `${thousands(prompt.tokens)} of ${thousands(prompt.budget)} tokens by ${prompt.counter}${prompt.cut ? ", the paper is cut" : ", all is read"}`;
	return [
		head.join("\n"),
		`${sectionTable(inspection)}\n${total}`,
		listed("Left out", leftOut.map(({ file, lines, why }) => `${plain(file)}${lines === void 0 ? "" : `:${span(lines)}`}: ${plain(why)}`)),
		listed("Warnings", warnings.map(({ file, line, message }) => `${plain(file)}${line === void 0 ? "" : `:${line}`}: ${plain(message)}`)),
		listed("Hidden from readers, and not given to the model", hidden.map(({ file, line, technique, characters }) => `${plain(file)}:${line}: ${plain(technique)}, ${characters} characters`))
	].filter((part) => part !== "").join("\n\n").concat("\n");
}
function sectionTable(inspection) {
	const { abstract, sections, prompt } = inspection;
	const rows = sections.map((section) => {
		const block = blockOf(section, prompt);
		return {
			name: section.name === "" ? "(before the first heading)" : plain(section.name),
			promptName: section.promptName === null ? "-" : plain(section.promptName),
			words: section.words,
			tokens: block === void 0 ? "-" : thousands(block.tokensWhole),
			read: block === void 0 ? "-" : percentRead(block)
		};
	});
	const summary = prompt.blocks.find(({ part }) => part === "abstract");
	const all = [{
		name: abstract === "" ? "(no abstract found)" : "Abstract",
		promptName: abstract === "" ? "-" : "abstract",
		words: abstract === "" ? 0 : abstract.split(" ").length,
		tokens: summary === void 0 ? "-" : thousands(summary.tokensWhole),
		read: summary === void 0 ? "-" : percentRead(summary)
	}, ...rows];
	return table([
		"section",
		"in the prompt",
		"words",
		"tokens",
		"read"
	], all.map(({ name, promptName, words, tokens, read }) => [
		shortened(name),
		promptName,
		thousands(words),
		tokens,
		read
	]), [
		"left",
		"left",
		"right",
		"right",
		"right"
	]);
}
function shortened(name) {
	return name.length > NAME_WIDTH ? `${name.slice(0, 43)}…` : name;
}
function span({ startLine, endLine }) {
	return startLine === endLine ? String(startLine) : `${startLine}-${endLine}`;
}
function moreFiles(count) {
	return count === 0 ? "" : ` and ${count} more ${count === 1 ? "file" : "files"}`;
}
function listed(title, lines) {
	if (lines.length === 0) return "";
	const more = lines.length > SHOWN ? [`  and ${lines.length - SHOWN} more, which --json lists`] : [];
	return [
		`${title}:`,
		...lines.slice(0, SHOWN).map((line) => `  ${line}`),
		...more
	].join("\n");
}

// src/cli/commands/inspect.ts
/** `bioreview inspect`: what would be read, what would be cut, what is left out and why. No model runs. */
function inspectCommand(terminal, signal) {
	const command = new Command("inspect").summary("shows what would be read of a manuscript").description("Shows what would be read of a manuscript, section by section, what the budget cuts, and what is left out. No model runs.");
	return withPromptFlags(withReadFlags(command)).option("--json", "everything as JSON, each passage with its file and lines").addHelpText("after", EXAMPLES$4).action(async (path, flags) => {
		const { prompt } = profileOf(flags);
		const opened = await openManuscript(path, flags, terminal.directory);
		const inspection = inspect(opened, {
			counter: await tokenCounter(prompt.counter),
			budget: prompt.budget
		});
		signal.throwIfAborted();
		await writeResult(void 0, flags.json ? jsonText(inspection) : printInspection(inspection), terminal);
	});
}
const EXAMPLES$4 = `
Examples:
  bioreview inspect paper/
  bioreview inspect paper/ --rev v2 --json
  bioreview inspect . --manuscript docs/main.tex`;

// src/cli/commands/postprocess.ts
/** `bioreview postprocess`: raw predictions in, the ones that the published figures were made of out. */
/** What the model card used. */
const PUBLISHED = {
	duplicateCosine: .95,
	unionCosine: .98
};
function postprocessCommand(terminal, signal) {
	const command = new Command("postprocess").summary("drops repetitions from predictions, caps them, unites two runs").description("Reads predictions as JSON lines and writes them as JSON lines: repetitions dropped, then the first so many of each article kept, and with --union the same done to a second run and both united. Without a flag a step is not done.").argument("<predictions>", "lines of {\"article_id\", \"structured_concerns\": [{\"text\", \"category\", \"severity\"}]}, or \"concerns\"").addOption(new Option("--dedup <how>", "drop concerns that repeat an earlier one: in the same words, or as alike as --threshold").choices(["exact", "embedding"])).option("--threshold <cosine>", `from which --dedup embedding drops (default: ${PUBLISHED.duplicateCosine})`, cosineFlag).option("--cap <number>", "concerns of an article that are kept at most", wholeNumber(1)).option("--union <file>", "a second run over the same articles; <predictions> is the first model, whose wording is preferred").option("--union-threshold <cosine>", `from which two concerns are one (default: ${PUBLISHED.unionCosine})`, cosineFlag).option("--output <file>", "write the rows into this file instead of on standard output");
	return withEmbeddingFlags(command).addHelpText("after", EXAMPLES$3).action(async (path, flags) => {
		const output = flags.output === void 0 ? void 0 : resolve(terminal.directory, flags.output);
		if (output !== void 0) await assertWritable(output);
		const rows = await processed(path, flags, terminal, signal);
		await writeResult(output, rows.map(writtenRow).join(""), terminal);
	});
}
const EXAMPLES$3 = `
Examples:
  bioreview postprocess raw.jsonl --dedup exact --cap 20 > capped.jsonl
  bioreview postprocess raw.jsonl --dedup embedding --embedder specter2-base --cap 20 --output capped.jsonl
  bioreview postprocess 8b.jsonl --union 9b.jsonl --dedup exact --cap 20 --embeddings rows.jsonl > union.jsonl`;
async function processed(path, flags, terminal, signal) {
	const steps = stepsOf(flags);
	if (flags.dedup === "exact" && flags.threshold !== void 0) terminal.err("bioreview: --threshold decides nothing here: --dedup exact compares words\n");
	const progress = progressLine(terminal, () => performance.now());
	try {
		progress.say(`reading ${path}`);
		const read = (file) => readConcernRows(resolve(terminal.directory, file), file, signal);
		const [first, second] = [await read(path), flags.union === void 0 ? void 0 : await read(flags.union)];
		const needsRows = flags.dedup === "embedding" || second !== void 0;
		const texts = new Set([...first, ...second ?? []].flatMap(({ concerns }) => concerns.map(({ text }) => text)));
		const rows = needsRows ? await embedTexts(texts, flags, terminal, progress, signal) : void 0;
		const done = postprocess(first, steps, rows);
		terminal.err(`bioreview: ${tallyLine(path, done.tally)}\n`);
		if (second === void 0 || flags.union === void 0) return done.rows;
		const other = postprocess(second, steps, rows);
		terminal.err(`bioreview: ${tallyLine(flags.union, other.tally)}\n`);
		const both = united(done.rows, other.rows, flags.unionThreshold ?? PUBLISHED.unionCosine, rows);
		const count = both.reduce((sum, { concerns }) => sum + concerns.length, 0);
		terminal.err(`bioreview: united: ${done.tally.after} and ${other.tally.after} concerns became ${count}\n`);
		return both;
	} finally {
		progress.end();
	}
}
function stepsOf({ dedup, threshold, cap, union, unionThreshold }) {
	if (threshold !== void 0 && dedup === void 0) throw decidesNothing("--threshold", "it says how alike repetitions are, and none are dropped", "--dedup embedding");
	if (unionThreshold !== void 0 && union === void 0) throw decidesNothing("--union-threshold", "it says how alike united concerns are, and nothing is united", "--union FILE");
	const by = {
		exact: { by: "words" },
		embedding: {
			by: "cosine",
			threshold: threshold ?? PUBLISHED.duplicateCosine
		}
	};
	return {
		repetitions: dedup === void 0 ? void 0 : by[dedup],
		cap
	};
}
function decidesNothing(flag, fault, other) {
	return new SettingsError({
		code: "flags-contradict",
		at: flag,
		fault,
		remedy: `Add ${other}, or leave ${flag} out`
	});
}
function tallyLine(file, { before, blank, repeated, beyondCap, after }) {
	const parts = [
		[blank, "blank"],
		[repeated, "repeated"],
		[beyondCap, "beyond the cap"]
	].filter(([count]) => count > 0).map(([count, why]) => `${count} ${why}`);
	return `${file}: ${before} concerns, ${parts.length === 0 ? "none dropped" : `dropped ${parts.join(", ")}`}, ${after} kept`;
}

// src/cli/read-text.ts
/** Text files that a user names by a flag. Invariant: what is read is what the file says: bytes that are no UTF-8 are refused, never replaced. */
/** @param refuse makes the error out of what is wrong with the file, such as "it cannot be read (ENOENT)"
*  @returns its text without the byte order mark that some editors put first
*  @throws what `refuse` returns */
async function readTextFile(file, directory, refuse) {
	const bytes = await readFile(resolve(directory, file)).catch((error) => {
		throw refuse(`it cannot be read (${error.code ?? error.message})`, error);
	});
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch (error) {
		throw refuse("it is not in UTF-8", error);
	}
}

// src/cli/system-prompt.ts
/** A system message of the user's own, for a model that was trained with another than the published one. */
/** @param file undefined where the published message is wanted
*  @returns its text without the line end that editors add
*  @throws SettingsError where it cannot be read or says nothing */
async function readSystemPrompt(file, directory) {
	if (file === void 0) return void 0;
	const message = (await readTextFile(file, directory, (fault, cause) => unusable(file, fault, cause))).replace(/\r?\n$/, "");
	if (message.trim() === "") throw unusable(file, "it is empty");
	return message;
}
function unusable(file, fault, cause) {
	return new SettingsError({
		code: "system-prompt-unusable",
		at: `--system-prompt ${file}`,
		fault,
		remedy: "Name a text file in UTF-8, or leave it out"
	}, { cause });
}

// src/cli/commands/prompt.ts
/** `bioreview prompt`: the question as the model gets it, byte for byte, and nothing else. */
function promptCommand(terminal, signal) {
	const command = new Command("prompt").summary("prints the question that the model would get").description("Prints the user message byte for byte on standard output. What was cut of the paper is said on standard error.");
	return withPromptFlags(withReadFlags(command)).addOption(new Option("--article <file>", "read {\"title\", \"abstract\", \"sections\": [[\"name\", \"text\"], …]} from a JSON file instead of a manuscript").conflicts(["rev", "manuscript"])).option("--system", "print the system message instead").option("--system-prompt <file>", "use this file's text as the system message").option("--final-cut", "cut the finished message to the budget once more, as the published training build did and its inference did not").addHelpText("after", EXAMPLES$2).action(async (path, flags, { args }) => {
		if (flags.article !== void 0 && args.length > 0) throw bothNamed(path, flags.article);
		const system = await readSystemPrompt(flags.systemPrompt, terminal.directory);
		const { prompt } = profileOf(flags);
		const built = buildPrompt(await articleFor(path, flags, terminal), {
			counter: await tokenCounter(prompt.counter),
			budget: prompt.budget,
			finalCut: flags.finalCut === true,
			...system !== void 0 && { system }
		});
		signal.throwIfAborted();
		for (const line of cutLines(built.report)) terminal.err(`bioreview: ${line}\n`);
		await writeResult(void 0, flags.system === true ? built.system : built.user, terminal);
	});
}
const EXAMPLES$2 = `
Examples:
  bioreview prompt paper/ > prompt.txt
  bioreview prompt paper/ --counter cl100k --budget 8000
  bioreview prompt --article article.json | sha256sum`;
async function articleFor(path, flags, terminal) {
	if (flags.article !== void 0) return readArticle(flags.article, terminal.directory);
	const { manuscript } = await openManuscript(path, flags, terminal.directory);
	return articleOf(manuscript).article;
}
function bothNamed(path, article) {
	return new SettingsError({
		code: "article-and-path",
		at: `--article ${article}`,
		fault: `the path ${path} is named too, and only one of them can be asked about`,
		remedy: "Leave one of them out"
	});
}
/** @throws SettingsError naming the file, and the place in it that is wrong */
async function readArticle(file, directory) {
	const refuse = (fault, cause) => new SettingsError({
		code: "article-unusable",
		at: file,
		fault,
		remedy: "Write {\"title\": \"…\", \"abstract\": \"…\", \"sections\": [[\"methods\", \"…\"]]} as JSON in UTF-8"
	}, { cause });
	const text = await readTextFile(file, directory, refuse);
	let data;
	try {
		data = JSON.parse(text);
	} catch (error) {
		throw refuse(`it is no JSON: ${error instanceof Error ? error.message : error}`, error);
	}
	const parsed = articleSchema.safeParse(data);
	if (!parsed.success) throw refuse(parsed.error.issues.map(({ path, message }) => `${message} at ${toDotPath(path) || "its root"}`).join("; "));
	return parsed.data;
}

// src/cli/print/review-markdown.ts
/** A review as Markdown, as it can be pasted into an issue or kept in a repository. */
function reviewMarkdown(result) {
	const { manuscript, concerns, caution } = result;
	const items = concerns.map(({ text, category, severity }, at) => `${at + 1}. **${severity}** · ${categoryWords(category)}  \n   ${markdown(text)}`);
	return [
		`## Review of ${markdown(manuscript.title ?? "a manuscript without a title")}`,
		...caution === void 0 ? [] : [`> **Caution:** ${caution}.`],
		`**${countLine(result)}**`,
		...items.length === 0 ? [] : [items.join("\n")],
		"---",
		noteLines$1(result).map((line) => `- ${markdown(line)}`).join("\n")
	].join("\n\n").concat("\n");
}

// src/cli/print/review-text.ts
/** A review for a terminal. */
/** Characters a line: as wide as is still read with ease. */
const WIDEST = 100;
const INDENT = "    ";
/** @param columns of the terminal */
function reviewText(result, columns) {
	const width = Math.max(40, Math.min(WIDEST, columns));
	const { manuscript, concerns, caution } = result;
	const head = [...wrapped(plain(manuscript.title ?? "(no title)"), width, ""), `${manuscript.format}, ${plain(manuscript.root)} · ${plain(manuscript.revision)}`];
	const items = concerns.map(({ text, category, severity }, at) => [`${String(at + 1).padStart(2)}  ${severity} · ${categoryWords(category)}`, ...wrapped(plain(text), width, INDENT)].join("\n"));
	const notes = noteLines$1(result).flatMap((line) => wrapped(plain(line), width, ""));
	return [
		head.join("\n"),
		...caution === void 0 ? [] : [wrapped(`CAUTION: ${caution}.`, width, "").join("\n")],
		countLine(result),
		...items,
		notes.join("\n")
	].join("\n\n").concat("\n");
}
/** Lines of at most `width` characters, broken at blanks; a longer word has a line of its own. */
function wrapped(text, width, indent) {
	const lines = [];
	for (const word of text.split(" ")) {
		const line = lines.at(-1);
		if (line !== void 0 && line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
		else lines.push(indent + word);
	}
	return lines;
}

// src/cli/review-revision.ts
/** A review that knows an earlier one: what is compared, in which order, and what need not be done at all.
*  Invariant: what would fail after the review, fails before it; a cosmetic revision starts no model. */
function withRevisionFlags(command) {
	return command.option("--previous <file>", "compare with this earlier result (JSON): what is new, what stands, what is resolved and why").addOption(new Option("--against <revision>", "review this git revision of the path too, and compare with it").conflicts("previous")).option("--comparing <embedder>", "compare by this one, for which you ran bioreview calibrate (default: the profile's)");
}
/** @throws SettingsError for an embedder to compare with where nothing is compared */
function assertCompares(flags) {
	if (flags.comparing === void 0 || knowsEarlier(flags)) return;
	throw new SettingsError({
		code: "nothing-to-compare",
		at: `--comparing ${flags.comparing}`,
		fault: "it says what compares two revisions, and no earlier one is named",
		remedy: "Name one with --previous or --against, or leave it out"
	});
}
function knowsEarlier({ previous, against }) {
	return previous !== void 0 || against !== void 0;
}
/** @param review asks the models about the path with these flags
*  @throws SettingsError where nobody calibrated the embedder that compares, or the earlier result is none; what a review throws */
async function reviewRevision(path, flags, review, terminal, progress, signal) {
	const embedder = profileOf(flags).matching;
	await calibrationFor({
		name: embedder,
		sha256: void 0
	}, terminal.env);
	progress.say(`reading ${path}`);
	const { manuscript, revision } = await openManuscript(path, flags, terminal.directory);
	const earlier = await earlierOf(path, flags, manuscript, review, terminal);
	if (earlier.kind === "cosmetic") {
		const { known, label, sentences } = earlier;
		const ledger = skipCosmetic(firstLedger(known), revision);
		return cosmeticComparison({
			toolVersion: VERSION,
			ledger,
			old: label,
			now: revision,
			sentences,
			review: known.review
		});
	}
	const now = reviewedTextOf(await review(flags), revision);
	const { models, endpoint } = flags;
	const isThere = endpoint !== void 0 && await servesEmbedder(parseEndpoint(endpoint, terminal.env), embedder, signal);
	const options = {
		embedder,
		cache: true,
		...models === void 0 ? {} : { models },
		...isThere ? { embedderEndpoint: endpoint } : {}
	};
	return compareReviews(earlier.known, now, embeddingBy(options, terminal, progress, signal), progress.say);
}
async function earlierOf(path, flags, text, review, terminal) {
	if (flags.previous !== void 0) {
		const known = await readReviewedText(flags.previous, void 0, "--old", terminal.directory);
		const sentences = sameSentences(known.text, text);
		return sentences === void 0 ? {
			kind: "other",
			known
		} : {
			kind: "cosmetic",
			known,
			label: known.label,
			sentences
		};
	}
	const read = {
		...flags.against === void 0 ? {} : { rev: flags.against },
		...flags.manuscript === void 0 ? {} : { manuscript: flags.manuscript }
	};
	const { manuscript, revision } = await openManuscript(path, read, terminal.directory);
	const sentences = sameSentences(manuscript, text);
	if (sentences !== void 0) return {
		kind: "cosmetic",
		known: {
			label: revision,
			concerns: []
		},
		label: revision,
		sentences
	};
	return {
		kind: "other",
		known: reviewedTextOf(await review(read), revision)
	};
}
/** @returns how many sentences there are, where no reader can tell the texts apart; undefined where one can */
function sameSentences(old, now) {
	const difference = differenceOf(old, now);
	return difference === "none" || difference === "cosmetic" ? countSentences(now) : void 0;
}

// src/cli/commands/review.ts
/** `bioreview review`: a manuscript in, concerns out. */
/** As the published seeds, and as every server takes them: 31 bits. */
const GREATEST_SEED = 2 ** 31 - 1;
const FORMATS = [
	"text",
	"json",
	"markdown"
];
function reviewCommand(terminal, signal) {
	const command = new Command("review").summary("raises the concerns that a reviewer would raise").description("Reads a manuscript, asks the profile's model for the concerns of a peer reviewer, drops what is said twice and shows the rest.\nWithout --endpoint a model server is started for the job and ended after it. No text leaves this machine.");
	return withRevisionFlags(withPromptFlags(withReadFlags(command))).addOption(new Option("--format <format>", "how the result is written").choices(FORMATS).default("text")).option("--output <file>", "write the result into this file instead of on standard output").option("--endpoint <url>", "ask this OpenAI-compatible server: http(s)://host[:port][/v1] or unix:/path.sock").option("--model <name>", "the model's name at the endpoint, where it serves several; once for each model of the profile", (name, before = []) => [...before, name]).option("--no-embedder", "do not look for concerns that say the same in other words").option("--seed <number>", "instead of the one made from paper, profile and model", wholeNumber(0, GREATEST_SEED)).option("--system-prompt <file>", "use this file's text as the system message").option("--models <folder>", "where the model server finds its weights (default: its own)").addOption(new Option("--gpu <kind>", "what the started server computes on").choices(GPU_KINDS)).option("--threads <number>", "processor threads of the started server", wholeNumber(1)).addOption(new Option("--timeout <seconds>", "give up on a server that has said nothing for so long").default(TIMEOUTS.silence).argParser(wholeNumber(1, LONGEST_TIMEOUT))).addHelpText("after", EXAMPLES$1).action(async (path, flags) => {
		assertCompares(flags);
		const output = flags.output === void 0 ? void 0 : resolve(terminal.directory, flags.output);
		if (output !== void 0) await assertWritable(output);
		if (knowsEarlier(flags)) {
			await writeResult(output, await comparedWithEarlier(path, flags, terminal, signal), terminal);
			return;
		}
		const result = await reviewed(path, flags, terminal, signal);
		await writeResult(output, rendered(result, flags.format, terminal), terminal);
		if (flags.output !== void 0 && terminal.errIsTerminal) terminal.err(`bioreview: ${plain(`${countLine(result)} → ${flags.output}`)}\n`);
	});
}
const EXAMPLES$1 = `
Examples:
  bioreview review
  bioreview review paper/ --rev v2 --format json --output review.json
  bioreview review main.tex --format markdown > review.md
  bioreview review paper/ --rev v2 --previous v1.json
  bioreview review paper/ --rev HEAD --against HEAD~5
  bioreview review paper/ --endpoint unix:/run/bioreview/runner.sock
  bioreview review paper/ --endpoint http://127.0.0.1:8080 --model qwen3
  bioreview review paper/ --profile smoke        a small model, to see that the parts work together

A key for the endpoint is read from BIOREVIEW_API_KEY.`;
async function reviewed(path, flags, terminal, signal) {
	const profile = profileOf(flags);
	const now = () => performance.now();
	const progress = progressLine(terminal, now);
	try {
		progress.say(`reading ${path}`);
		const system = await readSystemPrompt(flags.systemPrompt, terminal.directory);
		const { manuscript, revision } = await openManuscript(path, flags, terminal.directory);
		const servers = await openModelServers(profile, {
			...flags,
			compares: knowsEarlier(flags)
		}, workplaceOf(terminal, progress), signal);
		try {
			const done = await review({
				article: articleOf(manuscript).article,
				profile,
				models: servers.models,
				embedder: servers.embedder,
				now,
				...system !== void 0 && { system },
				...flags.seed !== void 0 && { seed: flags.seed }
			}, progress.onReview, signal);
			return resultOf({
				manuscript,
				revision,
				profile,
				review: done,
				toolVersion: VERSION
			});
		} finally {
			await servers.close();
		}
	} finally {
		progress.end();
	}
}
async function comparedWithEarlier(path, flags, terminal, signal) {
	const progress = progressLine(terminal, () => performance.now());
	const { rev: _, ...anyRevision } = flags;
	const ask = (read) => reviewed(path, {
		...anyRevision,
		...read
	}, terminal, signal);
	try {
		const result = await reviewRevision(path, flags, ask, terminal, progress, signal);
		return renderedComparison(result, flags.format, terminal);
	} finally {
		progress.end();
	}
}
function rendered(result, format, terminal) {
	if (format === "json") for (const line of cutLines(result.prompt)) terminal.err(`bioreview: ${line}\n`);
	switch (format) {
		case "text": return reviewText(result, terminal.columns);
		case "markdown": return reviewMarkdown(result);
		case "json": return jsonText(result);
	}
}

// src/cli/run.ts
/** The command line: which command was asked for, and how it ended. Invariant: exit code 0 means that what was asked for was done. */
/** Runs one command.
*  @param argv what stands after the program's name
*  @returns the exit code: 0, or that of the kind of failure (EXIT_CODES) */
async function run(argv, terminal, signal) {
	const program = new Command("bioreview").description("Reads a manuscript and raises the concerns that a biomedical peer reviewer would raise.").version(VERSION).addHelpText("after", EXAMPLES);
	for (const command of COMMANDS) program.addCommand(command(terminal, signal));
	for (const command of [program, ...program.commands]) command.exitOverride().configureOutput({
		writeOut: (text) => void terminal.out(text),
		writeErr: terminal.err,
		getOutHelpWidth: () => Math.min(terminal.columns, WIDEST_HELP),
		getErrHelpWidth: () => Math.min(terminal.errColumns, WIDEST_HELP),
		outputError: (said, write) => write(usageLine(said, command))
	});
	try {
		await program.parseAsync(argv, { from: "user" });
		return 0;
	} catch (error) {
		if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_CODES.settings;
		if (!(error instanceof UserError)) throw error;
		terminal.err(`bioreview: ${plain(error.message)} [${error.code}]\n`);
		return EXIT_CODES[error.kind];
	}
}
/** Characters a line: as wide as is still read with ease. */
const WIDEST_HELP = 100;
/** Wrong usage in the form of every other error. @param said by commander: `error: …`, and a guess in brackets on a line of its own */
function usageLine(said, command) {
	return `bioreview: ${plain(said).replace(/^error: /, "").replace(/\.$/, "")}. ${command.parent === null ? command.name() : `${command.parent.name()} ${command.name()}`} --help shows what there is. [usage]\n`;
}
const COMMANDS = [
	reviewCommand,
	compareCommand,
	anchorCommand,
	inspectCommand,
	promptCommand,
	evaluateCommand,
	postprocessCommand,
	calibrateCommand,
	doctorCommand
];
const EXAMPLES = `
Examples:
  bioreview review                              the manuscript in this folder
  bioreview review paper/ --rev v2 --format json --output review.json
  bioreview review paper.md --profile smoke     tries it without a GPU
  bioreview compare v1.json v2.json             what became of every concern
  bioreview inspect paper/                      what would be read, and what is cut
  bioreview doctor                              is this machine ready?

Exit codes:
  0    done              3    manuscript          6    model files
  1    a bug of ours     4    model server        7    output
  2    wrong usage       5    no usable answer    8    GitHub
                                                  130  interrupted`;

// src/cli/terminal.ts
/** Characters a line where nothing says how wide it is. */
const USUAL_COLUMNS = 100;
/** @param program folder of the entry: a part of the bundle may lie elsewhere */
function processTerminal(program) {
	const { stdout, stderr, env } = process;
	stderr.on("error", () => {});
	return {
		env,
		directory: process.cwd(),
		program,
		get columns() {
			return stdout.columns || USUAL_COLUMNS;
		},
		get errColumns() {
			return stderr.columns || USUAL_COLUMNS;
		},
		errIsTerminal: stderr.isTTY === true && env["TERM"] !== "dumb",
		out: writerOf(stdout),
		err: (text) => void stderr.write(text)
	};
}
function writerOf(stream) {
	stream.on("error", () => {});
	return (text) => new Promise((resolve, reject) => stream.write(text, (error) => error ? reject(error) : resolve()));
}

// src/cli/main.ts
const interrupt = onInterrupt();
try {
	process.exitCode = await run(process.argv.slice(2), processTerminal(import.meta.dirname), interrupt.signal);
} catch (error) {
	console.error("bioreview: this is a bug, please report it with what follows:", error);
	process.exitCode = EXIT_CODES.bug;
} finally {
	interrupt.stop();
}

export {  };