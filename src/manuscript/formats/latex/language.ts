/** The main language of a LaTeX paper, by what it tells babel or polyglossia. Where a paper loads neither, it says nothing. */
import { type Argument, literalText } from "./arguments.ts";

/** Languages by the names that babel and polyglossia have for them (babel's manual, "Languages"; polyglossia's, "Language support"). */
const TAGS: Readonly<Record<string, string>> = {
  ...{ afrikaans: "af", albanian: "sq", arabic: "ar", armenian: "hy", basque: "eu", belarusian: "be", bengali: "bn" },
  ...{ bosnian: "bs", breton: "br", bulgarian: "bg", catalan: "ca", chinese: "zh", croatian: "hr", czech: "cs" },
  ...{ danish: "da", dutch: "nl", english: "en", esperanto: "eo", estonian: "et", finnish: "fi", french: "fr" },
  ...{ galician: "gl", georgian: "ka", german: "de", greek: "el", hebrew: "he", hindi: "hi", hungarian: "hu" },
  ...{ icelandic: "is", indonesian: "id", irish: "ga", italian: "it", japanese: "ja", kazakh: "kk", khmer: "km" },
  ...{ korean: "ko", latin: "la", latvian: "lv", lithuanian: "lt", macedonian: "mk", malay: "ms", mongolian: "mn" },
  ...{ norwegian: "no", persian: "fa", polish: "pl", portuguese: "pt", romanian: "ro", russian: "ru", serbian: "sr" },
  ...{ slovak: "sk", slovene: "sl", spanish: "es", swedish: "sv", tamil: "ta", telugu: "te", thai: "th" },
  ...{ turkish: "tr", ukrainian: "uk", urdu: "ur", vietnamese: "vi", welsh: "cy" },
  ...{ acadian: "fr-CA", american: "en-US", australian: "en-AU", austrian: "de-AT", bahasa: "id", brazil: "pt-BR" },
  ...{ brazilian: "pt-BR", british: "en-GB", canadian: "en-CA", canadien: "fr-CA", farsi: "fa", francais: "fr" },
  ...{ frenchb: "fr", germanb: "de", magyar: "hu", mexican: "es-MX", naustrian: "de-AT", newzealand: "en-NZ" },
  ...{ ngerman: "de", norsk: "nb", nswissgerman: "de-CH", nynorsk: "nn", polutonikogreek: "el", portuges: "pt" },
  ...{ slovenian: "sl", swissgerman: "de-CH", ukenglish: "en-GB", usenglish: "en-US" },
};

/** Main language: what is said of it last counts, as when LaTeX runs. */
export class MainLanguage {
  /** By BCP 47; undefined where the paper does not say. */
  tag: string | undefined;
  #ofClass: readonly string[] = [];

  /** \documentclass[ngerman]{article}: options of the class hold for all packages. */
  documentClass(options: Argument): void {
    this.#ofClass = listOf(options);
  }

  /** \usepackage[english,main=ngerman]{babel}: without `main` the last one; without any of its own the last of the class. */
  babel(options: Argument): void {
    const own = listOf(options);
    const main = own.findLast((option) => /^main\s*=/.test(option))?.replace(/^main\s*=\s*/, "");
    this.#set(main ?? own.findLast(isLanguage) ?? this.#ofClass.findLast(isLanguage));
  }

  /** \babelprovide[import, main]{german} */
  babelProvide(options: Argument, name: Argument): void {
    if (listOf(options).some((option) => /^main\b/.test(option))) this.#set(literalText(name));
  }

  /** \setmainlanguage[variant=british]{english} */
  polyglossia(options: Argument, name: Argument): void {
    const variant = listOf(options).find((option) => /^variant\s*=/.test(option));
    this.#set(literalText(name));
    this.#set(variant?.replace(/^variant\s*=\s*/, ""));
  }

  #set(name: string | undefined): void {
    const known = name?.trim().toLowerCase();
    if (known !== undefined && isLanguage(known)) this.tag = TAGS[known];
  }
}

function isLanguage(name: string): boolean {
  return Object.hasOwn(TAGS, name.toLowerCase());
}

function listOf(options: Argument): string[] {
  return literalText(options)
    .split(",")
    .map((option) => option.trim());
}
