// src/chat/chat-model.ts
/** Of all of them. */
function keptBy(chats) {
	return chats.reduce((sum, { kept }) => ({
		prompts: sum.prompts + kept.prompts,
		tokens: sum.tokens + kept.tokens
	}), {
		prompts: 0,
		tokens: 0
	});
}

export { keptBy as t };