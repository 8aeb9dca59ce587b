#!/usr/bin/env bash
# gpt-tokenizer 4.0.0 and tiktoken 1.0.22 (OpenAI's own Rust tokenizer as WebAssembly), encoding cl100k_base, Node 20 and later.
# They count differently where a text holds U+FEFF, as files with a byte order mark inside do (parts that were joined, text out of PDFs): the splitting
# pattern's \s is JavaScript's in the one, which takes U+FEFF for white space, and Unicode's in the other, which does not.
# A token budget that was filled by one and checked by the other is off by some tokens. Exits 1 if they agree.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"type":"module","private":true}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts gpt-tokenizer@4.0.0 tiktoken@1.0.22
cat > seen.mjs <<'EOF'
import { encode } from "gpt-tokenizer/encoding/cl100k_base";
import { get_encoding } from "tiktoken";

const reference = get_encoding("cl100k_base");
const texts = ["Methods We fed the mice.", "Methods \uFEFFWe fed the mice.", "Methods\uFEFF \uFEFFWe fed the mice.", "mice.\n\uFEFF\nMethods"];
let differ = 0;
for (const text of texts) {
  const [ours, theirs] = [encode(text).length, reference.encode(text, [], []).length];
  console.log(`${JSON.stringify(text)}: gpt-tokenizer ${ours}, tiktoken ${theirs}`);
  if (ours !== theirs) differ++;
}
process.exit(differ > 0 ? 0 : 1);
EOF
node seen.mjs
