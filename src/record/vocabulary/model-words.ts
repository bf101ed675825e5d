/** The words that make up model names besides families and sizes, and how each is written. Data only. */

/** Variant words that belong to a name wherever they follow it, and their written form. */
export const VARIANT_WORDS: ReadonlyMap<string, string> = new Map(
  (
    "Instruct Coder Chat VL Omni Distill Distilled Abliterated abliterated Uncensored Heretic Air Scout Maverick Nemotron " +
    "Embedding Reranker Instruct-FP8"
  )
    .split(" ")
    .map((word) => [word.toLowerCase(), word] as const),
);

/** Variant words that are ordinary words, too: part of a name after a hyphen, or after a blank when capitalised. */
export const CAREFUL_VARIANT_WORDS: ReadonlyMap<string, string> = new Map(
  (
    "Next Base It Pro Plus Max Large Small Medium Super Ultra Turbo Preview Exp Vision Code Math Audio MoE Lite " +
    "Reasoning Thinking Terminus Speciale Zero QAT Flash Mini Nano Tiny Nemo Micro Edge Deep Guard Dense Hybrid Multimodal"
  )
    .split(" ")
    .map((word) => [word.toLowerCase(), word === "It" ? "it" : word] as const),
);

/** Endings that say how a model is packed, not which it is: read over, and left out of the name. */
export const PACKAGING_WORDS: ReadonlySet<string> = new Set(
  "gguf ggml mlx safetensors hf bin imatrix i imat ct compressed tensors dwq dynamic onnx quantized quant pt qat unsloth autoround bnb exl wint fbgemm ov ud mtp iMat".split(
    " ",
  ),
);

/** What a hyphen after a family makes an adjective: `Qwen3-based`, `Llama-style`. */
export const ADJECTIVE_WORDS: ReadonlySet<string> = new Set(
  "based style like class series family sized level only compatible specific powered style type models model derived friendly native ready capable style and or vs to with on for from in at per is server cli bench run swap cpp perplexity quantize tokenize box rs api recipes agent optimized focused architecture arch side tuned".split(
    " ",
  ),
);

/** Names that are ordinary words, given names or abbreviations: models only when a size stands with them. */
export const ORDINARY_NAMES: ReadonlySet<string> = new Set(
  (
    "ring ling orion viking magnum trinity arctic capybara solar venus behemoth dolphin koala cascade piper zeta gte canary " +
    "falcon yi opt chameleon galactica minerva poro moshi lyra anubis valkyrie skyfall step3 pangu alpaca guanaco platypus " +
    "cogito swallow sailor typhoon kanana bloom mamba hunyuan ernie hermes phi command granite bge mpt venus capybara " +
    "refact dolly fara canary parakeet laguna pythia afm intellect sarvam plamo aquila orpheus chatterbox bonsai " +
    "whisper jamba glm opt zephyr smaug athene ovis starling xwin kimi"
  ).split(" "),
);

/** Owners and packagers that file names carry in front: left out of the name. */
export const PACKAGERS: ReadonlySet<string> = new Set(
  "repack unsloth bartowski thebloke mradermacher lmstudio qwen meta mistralai google microsoft nvidia openai ubergarm mlx community zai moonshotai deepseek ai huggingface quant ggml org".split(
    " ",
  ),
);

/** Capitalised words that begin sentences, or stand before a size without naming a model (`The 70B`, `Full 405B`). */
export const NOT_A_NAME: ReadonlySet<string> = new Set(
  (
    "the a an my this that these those with for and or of on in at to from by is are was were be it its his her our your their " +
    "running run use used using uses try tried full big small large larger smaller bigger new old other any each every both all " +
    "some one two three four five six only even just same first second last dense sparse moe model models llm llms gguf size " +
    "parameter params parameters about around over under than then so but if when while as like load loaded loading loads got get " +
    "getting test tested testing testing benchmark bench note edit hi hey yes no not now q quant quants quantized fp awq gptq mlx exl " +
    "b k m gb gib mb mib vram ram gpu gpus cpu context ctx draft target main dual single bare local best better good great fast " +
    "slow slower faster up down out i you he she we they can could will would should may might must do does did has have had " +
    "between least most more less per up till until via vs versus minimum maximum total active approx approximately roughly " +
    "fits fit handles supports support needs need requires require takes take covers hosts serves both offers maybe almost nearly any popular latest recent modern recommended typical standard base instruct chat coder code reasoning " +
    "das der die dem den des ein eine einen einem einer mein meine meinem dieses dieser beim zum vom mit und oder auch nur für auf bei jedes kein " +
    "le la les un une du au avec pour sur mon et ou el los las una del al con para por mi este il lo uno di os um uma do da no na com meu"
  ).split(" "),
);

/** Architecture names of llama.cpp's model column that are no market name, and the market name they stand for. */
export const ARCHITECTURES: ReadonlyMap<string, string> = new Map([
  ["qwen2", "Qwen2"],
  ["qwen2moe", "Qwen2 MoE"],
  ["qwen2vl", "Qwen2 VL"],
  ["qwen3", "Qwen3"],
  ["qwen3moe", "Qwen3"],
  ["qwen3next", "Qwen3 Next"],
  ["qwen3vl", "Qwen3 VL"],
  ["qwen3vlmoe", "Qwen3 VL"],
  ["qwen35", "Qwen3.5"],
  ["qwen35moe", "Qwen3.5"],
  ["deepseek2", "DeepSeek"],
  ["glm4", "GLM-4"],
  ["glm4moe", "GLM-4.5"],
  ["gemma3", "Gemma 3"],
  ["gemma4", "Gemma 4"],
  ["mistral3", "Mistral Small 3"],
  ["llama4", "Llama 4"],
]);
