/** How the page looks around the Markdown, whose own style is GitHub's. */
export const STYLE = `
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #1f2328; font: 14px/1.5 -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; }
main { max-width: 960px; margin: 0 auto; padding: 24px 16px 64px; }
h1 { font-size: 26px; font-weight: 400; line-height: 1.25; margin: 0 0 8px; }
h1 .of, .of, .edited, header, time { color: #59636e; }
h2 { font-size: 20px; border-bottom: 1px solid #d1d9e0; padding-bottom: 8px; margin: 40px 0 16px; }
h3 { font-size: 15px; margin: 0 0 8px; overflow-wrap: anywhere; }
code, pre, .path, .hunk { font-family: ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: 12px; }
a { color: #0969da; }
.about { border-bottom: 1px solid #d1d9e0; padding-bottom: 16px; margin-bottom: 16px; color: #59636e; }
.open { display: inline-block; background: #1f883d; color: #fff; border-radius: 2em; padding: 4px 12px; margin-right: 8px; font-weight: 500; }
.voice { background: #fff8c5; border: 1px solid #d4a72c66; border-radius: 6px; padding: 8px 16px; margin: 0 0 16px; }
.fault { background: #ffebe9; border: 1px solid #ff818266; border-radius: 6px; padding: 8px 16px; margin: 0 0 16px; }
.comment, .inline { border: 1px solid #d1d9e0; border-radius: 6px; background: #fff; }
section.comment, section.review { margin: 16px 0; }
.comment > header { background: #f6f8fa; border-bottom: 1px solid #d1d9e0; border-radius: 6px 6px 0 0; padding: 8px 16px; }
.comment > .markdown-body { padding: 16px; }
header b { color: #1f2328; }
.bot, .tag { border: 1px solid #d1d9e0; border-radius: 2em; padding: 0 7px; margin-left: 6px; font-size: 12px; font-weight: 400; color: #59636e; white-space: nowrap; }
.markdown-body { font-size: 14px; overflow-x: auto; overflow-wrap: break-word; background: transparent; }
.markdown-body .markdown-alert .markdown-alert-title { display: block; text-transform: lowercase; }
.markdown-body .markdown-alert .markdown-alert-title::first-letter { text-transform: uppercase; }
.reactions { margin: 0; padding: 0 16px 12px; }
.reactions span { border: 1px solid #d1d9e0; border-radius: 2em; padding: 2px 8px; margin-right: 6px; }
.event { display: flex; gap: 10px; margin: 16px 0 16px 16px; }
.statuses { list-style: none; margin: 4px 0 0; padding: 0; }
.success { color: #1a7f37; } .failure, .error { color: #d1242f; } .pending { color: #9a6700; }
.thread { border: 1px solid #d1d9e0; border-radius: 6px; margin: 12px 0 12px 24px; }
.thread > summary { cursor: pointer; padding: 8px 12px; background: #f6f8fa; border-radius: 6px; overflow-wrap: anywhere; }
.thread .inline { margin: 12px; padding: 10px 14px; }
.hunk { overflow-x: auto; border-top: 1px solid #d1d9e0; border-bottom: 1px solid #d1d9e0; }
.hunk table { border-collapse: collapse; width: 100%; }
.hunk td { padding: 1px 8px; vertical-align: top; }
.hunk .number { width: 1%; text-align: right; color: #59636e; user-select: none; }
.hunk .code { white-space: pre-wrap; overflow-wrap: anywhere; }
.sign { display: inline-block; width: 1.5ch; user-select: none; }
.hunk .added { background: #dafbe1; } .hunk .removed { background: #ffebe9; }
.run { border: 1px solid #d1d9e0; border-radius: 6px; padding: 12px 16px; margin: 16px 0; }
.run details { margin: 4px 0; } .run summary { cursor: pointer; }
.run pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f6f8fa; border-radius: 6px; padding: 12px; }
.run .markdown-body { border: 1px solid #d1d9e0; border-radius: 6px; padding: 16px; margin: 8px 0; }
.wide { overflow-x: auto; } .wide table { border-collapse: collapse; }
.wide td, .wide th { text-align: left; padding: 4px 12px 4px 0; border-bottom: 1px solid #d1d9e0; vertical-align: top; }
.wide .number { text-align: right; }
@media (max-width: 600px) { main { padding: 16px 8px 48px; } .thread { margin-left: 0; } .event { margin-left: 0; } h1 { font-size: 20px; } }
`;
