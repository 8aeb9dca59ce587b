"""The Python half of clients.mjs: a line of JSON a check. Arguments: the server's address, a chat model, an embedder."""

import asyncio
import json
import sys
import warnings
from importlib.metadata import version

import litellm
import openai
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage
from langchain_openai import ChatOpenAI, OpenAI, OpenAIEmbeddings
from pydantic import BaseModel

warnings.filterwarnings("ignore")
litellm.suppress_debug_info = True
URL, CHAT, EMBEDDER = sys.argv[1:]
ASKED = [{"role": "user", "content": "Say yes."}]
LIMITS = {"temperature": 0, "max_tokens": 8}


class Verdict(BaseModel):
    """Two fields, one of which may be missing: pydantic writes it as anyOf with null."""

    addressed: bool
    reason: str | None = None


def check(client, what, work):
    try:
        result = work()
        problem = None if result is True else f"another result: {result!r}"
    except Exception as error:  # noqa: BLE001: whatever a client throws is the finding
        problem = f"{type(error).__name__}: {error}"
    print(json.dumps({"client": f"{client} (Python)", "what": what, "problem": problem}), flush=True)


def official():
    client = openai.OpenAI(base_url=URL)
    chat = client.chat.completions
    name = f"openai {version('openai')}"

    def message_back(as_sent):
        message = chat.create(model=CHAT, messages=ASKED, **LIMITS).choices[0].message
        again = [*ASKED, as_sent(message), {"role": "user", "content": "And no."}]
        return len(chat.create(model=CHAT, messages=again, **LIMITS).choices[0].message.content) > 0

    def loop(**more):
        return "".join(
            chunk.choices[0].delta.content or "" for chunk in chat.create(model=CHAT, messages=ASKED, stream=True, **LIMITS, **more)
        )

    def usage():
        chunks = list(chat.create(model=CHAT, messages=ASKED, stream=True, stream_options={"include_usage": True}, **LIMITS))
        return [len(chunk.choices) for chunk in chunks[-2:]] == [1, 0] and chunks[-1].usage.completion_tokens > 0

    def neutral():
        values = {"n": 1, "frequency_penalty": 0, "presence_penalty": 0, "logprobs": False, "tools": [], "stop": None, "seed": None, "user": "ada"}
        return chat.create(model=CHAT, messages=ASKED, **values, **LIMITS).choices[0].finish_reason in ("stop", "length")

    def parts():
        messages = [{"role": "developer", "content": "Be brief."}, {"role": "user", "content": [{"type": "text", "text": "Say yes."}]}]
        return chat.create(model=CHAT, messages=messages, max_completion_tokens=4).usage.completion_tokens <= 4

    def logprobs():
        content = chat.create(model=CHAT, messages=ASKED, logprobs=True, top_logprobs=5, **LIMITS).choices[0].logprobs.content
        return all(one.logprob == one.top_logprobs[0].logprob <= 0 and len(one.top_logprobs) == 5 for one in content)

    def parsed():
        verdict = chat.parse(model=CHAT, messages=ASKED, response_format=Verdict, temperature=0, max_tokens=200).choices[0].message.parsed
        return isinstance(verdict, Verdict)

    def refused():
        try:
            chat.create(model=CHAT, messages=ASKED, tools=[{"type": "function", "function": {"name": "f", "parameters": {}}}])
        except openai.BadRequestError as error:
            return error.param == "tools"

    async def together():
        several = openai.AsyncOpenAI(base_url=URL)
        answers = await asyncio.gather(*(several.chat.completions.create(model=CHAT, messages=ASKED, **LIMITS) for _ in range(20)))
        return {answer.choices[0].message.content for answer in answers}

    check(name, "lists models and names one", lambda: {EMBEDDER, CHAT} <= {m.id for m in client.models.list()} and client.models.retrieve(CHAT).id == CHAT)
    check(name, "takes the message object back", lambda: message_back(lambda message: message))
    check(name, "takes the dumped message back, with all its nulls", lambda: message_back(lambda message: message.model_dump()))
    check(name, "streams in the usual loop", lambda: loop() == chat.create(model=CHAT, messages=ASKED, **LIMITS).choices[0].message.content)
    check(name, "streams with usage in a last event of its own", usage)
    check(name, "sends values that mean nothing", neutral)
    check(name, "sends parts, a developer's message, max_completion_tokens", parts)
    check(name, "reads probabilities, of which a greedy answer takes the greatest", logprobs)
    check(name, "parses a model of pydantic with an optional field", parsed)
    check(name, "hears which field cannot be served", refused)
    check(name, "asks 20 times at once, with its own retries", lambda: len(asyncio.run(together())) == 1)
    check(name, "embeds", lambda: len(client.embeddings.create(model=EMBEDDER, input="a", dimensions=384).data[0].embedding) == 384)
    check(name, "continues a text", lambda: len(client.completions.create(model=CHAT, prompt="Paris is", max_tokens=4).choices[0].text) > 0)
    check(name, "streams a continued text", lambda: any(c.choices[0].text for c in client.completions.create(model=CHAT, prompt="Paris is", stream=True)))


def langchain():
    name = f"langchain-openai {version('langchain-openai')}"
    model = ChatOpenAI(base_url=URL, model=CHAT, temperature=0, max_tokens=8)
    history = [SystemMessage("Be brief."), HumanMessage("Say yes.")]

    def talk():
        first = model.invoke(history)
        return isinstance(model.invoke([*history, first, HumanMessage("And no.")]), AIMessage)

    def shaped():
        longer = ChatOpenAI(base_url=URL, model=CHAT, temperature=0, max_tokens=200)
        return isinstance(longer.with_structured_output(Verdict, method="json_schema").invoke("Say yes."), Verdict)

    check(name, "answers, and takes its message back", talk)
    check(name, "streams", lambda: "".join(chunk.text for chunk in model.stream(history)) == model.invoke(history).text)
    check(name, "streams with usage", lambda: any(c.usage_metadata for c in ChatOpenAI(base_url=URL, model=CHAT, max_tokens=8, stream_usage=True).stream("Say yes.")))
    check(name, "asks several at once", lambda: len(model.batch(["Say yes.", "Say no.", "Say maybe."])) == 3)
    check(name, "reads probabilities", lambda: len(model.bind(logprobs=True, top_logprobs=2).invoke(history).response_metadata["logprobs"]["content"]) > 0)
    check(name, "gets an answer of a shape", shaped)
    check(name, "sends parts", lambda: isinstance(model.invoke([HumanMessage([{"type": "text", "text": "Say yes."}])]), AIMessage))
    check(name, "continues a text", lambda: len(OpenAI(base_url=URL, model=CHAT, max_tokens=4).invoke("Paris is")) > 0)
    embedder = OpenAIEmbeddings(base_url=URL, model=EMBEDDER, check_embedding_ctx_length=False)
    check(name, "embeds", lambda: [len(row) for row in embedder.embed_documents(["a", "b"])] == [384, 384])


def lite():
    name = f"litellm {version('litellm')}"
    at = {"api_base": URL, "api_key": openai.OpenAI().api_key}
    chat = {"model": f"openai/{CHAT}", "messages": ASKED, **LIMITS, **at}

    def talk():
        message = litellm.completion(**chat).choices[0].message
        again = {**chat, "messages": [*ASKED, message.model_dump(), {"role": "user", "content": "And no."}]}
        return litellm.completion(**again).choices[0].finish_reason in ("stop", "length")

    def loop():
        return "".join(chunk.choices[0].delta.content or "" for chunk in litellm.completion(**chat, stream=True))

    check(name, "answers, and takes its message back", talk)
    check(name, "streams", lambda: loop() == litellm.completion(**chat).choices[0].message.content)
    check(name, "sends values that mean nothing", lambda: litellm.completion(**chat, n=1, frequency_penalty=0, logprobs=False).usage.total_tokens > 0)
    check(name, "reads probabilities", lambda: len(litellm.completion(**chat, logprobs=True, top_logprobs=2).choices[0].logprobs.content) > 0)
    check(name, "gets an answer of a shape", lambda: Verdict.model_validate_json(
        litellm.completion(**{**chat, "max_tokens": 200}, response_format=Verdict).choices[0].message.content).addressed in (True, False))
    check(name, "embeds", lambda: len(litellm.embedding(model=f"openai/{EMBEDDER}", input=["a"], **at).data[0]["embedding"]) == 384)
    check(name, "continues a text", lambda: len(litellm.text_completion(model=f"text-completion-openai/{CHAT}", prompt="Paris is", max_tokens=4, **at).choices[0].text) > 0)


official()
langchain()
lite()
