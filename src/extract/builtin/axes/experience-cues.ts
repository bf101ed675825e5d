/** The phrases by which practitioners say how a setup should answer, or what matters about it. Data only. */

import type { Experience } from "../../../record/axes.ts";
import { regex } from "../../../record/regex.ts";
import type { Cue } from "./cue.ts";

export const EXPERIENCE_CUES: readonly Cue<Experience>[] = [
  {
    value: "throughput",
    plain: regex("gi")`
      \b(?:
        (?:serv(?:e|es|ed|ing)|shared by|across|handles?|supports?)[ ]
        (?:a |an |the |our |my |up to |about |around |~|some )?(?:
          (?:whole |small |entire )?(?:team|office|company|department|class|lab|group)(?: of \d{1,6})?|
          (?:\d{1,6}|ten|twenty|dozens of|many|multiple|several|hundreds of)[ ]
          (?:concurrent |simultaneous |parallel |active )?(?:
            users|people|developers|devs|colleagues|clients|employees|students|agents|seats|engineers
          )
        )|
        \d{2,4} (?:[\w-]+ )?(?:streams|users|requests|clients|agents|sessions|workers) (?:
          at the same time|at once|in parallel|concurrently|simultaneously
        )|high[- ]throughput|
        max(?:imum|imi[sz]e[sd]?|imi[sz]ing|ing)? (?:total |aggregate |the |out )?throughput|
        throughput (?:
          is (?:what|the|all)|matters|first|over latency|box|server|machine|node|not latency|rather than
        )|
        (?:documents?|pages?|files|tickets|e-?mails|rows|invoices|articles|records|images|requests|jobs)[ ]
        (?:per|an|a|/) ?(?:hour|minute|day|night)\b|(?:tokens?|tok) (?:per|a) (?:day|night)|
        for (?:up to |about |around |~|our |my |the )?(?:
          \d{1,6}|ten|twenty|dozens of|many|multiple|several|hundreds of
        ) (?:concurrent |simultaneous |parallel |active )?(?:
          users|people|developers|devs|colleagues|clients|employees|students|agents|seats|engineers
        )|multi[- ]user (?:server|serving|setup|box|endpoint)|
        (?:batch|bulk) (?:
          jobs?|work|runs?|processing|classification|inference|generation|pipeline|workloads?
        )|parallel agents|
        no(?:body| one| human) (?:is |sits )?(?:waiting|in (?:it|the loop))|calls at once|
        \d{2,4} at (?:once|a time)\b|hammer(?:s|ing|ed)? (?:it|on it|the server|away)\b|
        how many (?:people|users|requests|clients|seats) |
        \d{1,4} (?:pages|images|documents|files|articles|records) at (?:a time|once)|
        (?:\d{1,4}|three|four|five|six|eight|ten|twelve|twenty) (?:\w+ )?(?:
          people|developers|devs|colleagues|users|students|engineers|of us
        ) (?:share|use|hang on|work (?:on|with))|
        (?:serv(?:e|es|ing)|shared (?:by|among)|used by|enough for) (?:all |the |our |about |some ){0,4}(?:
          \d{1,6}|ten|twelve|twenty|thirty|forty|fifty|sixty|hundred\w*
        ) (?:of our |of us|\w+ )?(?:
          people|employees|users|developers|devs|students|colleagues|seats|engineers
        )|
        \d{2,6} (?:requests|prompts|calls|streams|sequences)[ ]
        (?:in (?:parallel|flight)|at (?:once|a time|the same time))
        (?=[^.\n]{0,60}\b(?:day|night|hour|finish\w*|million|point|job)\b)|
        aggregate (?:speed|throughput|tok\S{0,8}) (?:is what (?:counts|matters|i)|matters)
      )\b
    `,
    topic:
      /\b(?:throughput(?! ?[([])|many users|multi-user|concurrent users|batch(?: jobs?| processing)|bulk)\b/gi,
  },
  {
    value: "latency",
    plain: regex("gi")`
      \b(?:
        snappy|snappier|responsive(?:ness)?|
        (?:for|as|fit for|usable for|enough for|good for) (?:\w+ ){0,2}(?:interactive|real[- ]?time|live)
        (?: \w+)?|interactive(?:ly)? (?:use|coding|chat|work|sessions?|assistant|speeds?|again|enough)|
        (?:feels?|felt|is|are|nearly|near|almost|practically|basically) (?:\w+ )?
        (?:instant(?:aneous)?|immediate|real[- ]?time)\b|
        (?:answers?|repl(?:y|ies)|responds?|response) (?:instantly|immediately|at once)|
        instant (?:answers?|repl(?:y|ies)|responses?|completions?)|
        low[- ]latency (?:use|chat|setup|assistant|voice|serving|is|matters|server|completions?|answers)|
        latency (?:
          matters|first|is (?:what|the (?:point|goal|main|only)|king|everything|all|critical|key)|
          over throughput|rather than|not throughput|-?critical|-?sensitive
        )|(?:time to first token|ttft) (?:matters|is (?:what|the (?:point|goal|metric)|king|everything))|
        (?:
          speed|fast repl(?:y|ies)|fast answers?|quick answers?|
          speed of (?:the )?(?:reply|answer|response)
        ) (?:is (?:what|the (?:point|goal)|king|everything)|matters|over quality|first)|
        (?:without|no) (?:noticeable )?(?:waiting|lag\b|delay)|
        (?:fast|quick) enough (?:
          to (?:feel|use|talk|chat|code|type|keep up)|
          for (?:interactive|chat\w*|conversation|voice|autocomplete|coding|typing|live|me\b|daily)
        )|single[- ]user (?:speed|latency)|
        (?:keeps?|keeping) up with (?:my typing|me\b|a conversation|speech|my hands)|
        (?:feels?|felt) like (?:talking|speaking|chatting)|fast enough (?:that|so) (?:i|we|you|nobody|it)|
        quick as lightning|
        (?:reacts?|responds?|answers?|repl(?:y|ies)|is on|speaks) (?:in|within|after)[ ]
        (?:about |around |under |less than |only |just )?(?:0?\.\d|[01](?:\.\d)?|half a|a|one) ?
        (?:s\b|sec)|
        (?:delay|pause|wait|gap) is (?:only |just |about |around |under |less than |barely ){0,2}
        (?:a|half a|one|two|\d(?:\.\d)?) ?(?:s\b|second)|
        before (?:i|you|we|one) (?:have|can|could|has|finish\w*)|
        (?:the )?(?:wait|speed|latency|delay) is (?:all|what) (?:that |really )?(?:counts|matters)|
        (?:repl(?:y|ies)|answers?|first (?:token|word|sentence)|suggestions?|completions?|response) (?:
          is there|starts?|begins?|comes?|arrives?|appears?|shows up
        )(?: \w+){0,2} (?:
          before i|within|in (?:under|less than|half)|after (?:under|less than|half|0\.|\.)
        )|
        (?:under|less than|below|within) (?:a|one|two|half a|\d(?:\.\d)?|\d{2,3})[ ]
        (?:seconds?|s|ms|milliseconds) (?:
          for (?:everything|each|every|a reply|an answer)|end to end|from end of|to the first
        )|voice (?:assistants?|satellites?)
      )\b
    `,
    topic: regex("gi")`
      \b(?:
        low[- ]latency|interactive|real[- ]?time|voice (?:assistant|chat|agent)|
        fast (?:chat|answers|replies)|quick (?:answers|questions|8b|stuff)
      )\b
    `,
  },
  {
    value: "quality",
    plain: regex("gi")`
      \b(?:
        quality (?:
          matters|is what|first|over (?:speed|quantity)|before speed|above (?:all|speed)|
          is (?:the|my|our) (?:point|goal|priority)|counts|
          of (?:the )?(?:answers?|output|repl(?:y|ies))(?: \w+){0,3} (?:more than|over|before|rather than)
          [ ](?:\w+ )?speed
        )|
        (?:when|where|because|if) (?:i need |i want |the )?(?:quality|accuracy|precision)(?: really)?[ ]
        (?:matters|counts)|cares? (?:\w+ ){0,2}(?:about|for) (?:the )?(?:\w+ )?(?:quality|accuracy)|
        (?:best|highest|maximum|max|top|better|frontier|near-lossless) (?:possible |answer |output )?
        (?:quality|accuracy) (?:i can|we can|that|possible|at|on|for|over|answers?|output|setup|model i)|
        (?:for|with) (?:the )?(?:best|highest|maximum|max) (?:\w+ )?(?:quality|accuracy)|
        accuracy (?:matters|first|over speed|is (?:what|the point|key|critical|everything))|
        (?:smartest|best|strongest) (?:model|thing|local model)(?: \w+){0,2}[ ]
        (?:i can|we can|that fits|i could|you can)|
        don'?t (?:mind|care about) (?:the )?(?:speed|waiting|slow\w*)|
        speed is (?:secondary|not (?:important|the point|a concern|what)|irrelevant)|
        rather (?:wait|have a good answer)|no quality (?:compromises?|loss wanted)|
        (?:only |really )?cares? (?:only )?(?:about )?how (?:good|well|correct|right)|
        (?:want|need)s? (?:the )?(?:best|most accurate|most correct|smartest)[ ]
        (?:answers?|possible|output|repl\w+|results?|quality)|right the first time|
        small(?:er)? (?:ones|models?) (?:cannot|can[’']?t|fail|do(?:n[’']t| not)|could not|miss|forget)\b|
        only (?:one|model) (?:whose \w+ )?(?:i (?:can )?trust|that gets)|
        wrong answers? (?:is|are|would be) (?:worse|costly|expensive)|
        (?:only|first) (?:local |open )?model (?:that|which) (?:
          gets|keeps|can|does|understands|handles|remembers|follows
        )|(?:slower|slow) (?:and|but) (?:much |far |a lot |so much )?(?:better|smarter|more \w+)|
        more (?:careful|thorough|precise) (?:and|than|,|answers?)|
        needs? an? (?:big|large|huge|smart\w*|strong) model|best answers?\b|
        want(?:s|ed)? it to be (?:clever|smart|right|correct)|
        best (?:writer|answers?|translations?) (?:i|we) (?:have|get|run|own|can)|(?:i|we) can wait|
        don'?t mind (?:the )?(?:wait|waiting|speed)|smartest (?:one|model) (?:i|we)|
        mistakes (?:are|would be) (?:expensive|costly)|without (?:any )?(?:quality )?compromise|
        hard (?:questions|problems|tasks)
      )\b
    `,
    topic: regex("gi")`
      \b(?:
        quality|accuracy|best (?:answers?|output|results?)|no quantization|unquantized|full precision|
        lossless|hard (?:questions|problems|stuff)|difficult (?:questions|tasks)
      )\b
    `,
  },
  {
    value: "creativity",
    plain: regex("gi")`
      \b(?:
        takes? (?:the )?(?:most |more )?(?:creative )?risks|
        (?:most|more|very|really|surprisingly) (?:creative|imaginative|inventive)|
        creativity (?:matters|first|over|is what|of)|
        (?:varied|vivid|fresh|surprising) (?:prose|writing|ideas|stories)|less (?:repetitive|slop)|
        surpris(?:es?|ing) (?:me|turns?|us|ideas?|plots?)|unexpected (?:turns?|ideas?|twists?)|
        wild(?:er|est)? (?:ideas?|prose)|more (?:variety|diverse|varied)
      )\b
    `,
    topic: /\b(?:creativity|novelty|imagination|originality|diversity of)\b/gi,
  },
  {
    value: "long-context",
    plain: regex("gi")`
      \b(?:
        long[- ]context (?:
          use|work|jobs?|tasks?|sessions?|coding|chat|setup|box|server|runs?|profile|workloads?|rag|
          agents?|inference on|on (?:a|one|two|my|the)|serving|recipe|analysis
        )|long[- ]prompt (?:jobs?|work|use|tasks?|workloads?)|
        (?:for|with|over|on|read|feed|feeding|through) (?:\w+ ){0,2}long (?:
          documents|prompts|contexts?|conversations|sessions|papers|files|transcripts|stories|story
        )|
        (?:whole|entire|full|complete) (?:
          code ?bases?|repos?|repositor(?:y|ies)|books?|novels?|manuals?|papers?|context windows?|
          documents?|wikis?
        ) (?:in|into|fits?|at once|as|with|to|in one|on)|
        long(?:er)? (?:stor(?:y|ies)|chats?|sessions?|conversations?) (?:together|without|fit|better|over)|
        needs? (?:the |a )?(?:long|large|huge|big) (?:context|ctx|window)|
        context is (?:what|the point|king|everything)|million[- ]token (?:context|prompts?|window)|
        (?:whole|entire|full|complete) (?:mono ?)?(?:
          repos?|repositor(?:y|ies)|code ?bases?|projects?|books?|novels?|manuals?|transcripts?|
          contracts?|thesis|archives?
        )\b(?=[^.\n]{0,50}\b(?:into|in one|at once|context|window|prompt|to it|fits?|loaded?|k tokens)\b)|
        (?:window|context)(?: size| length)? is (?:all|what|the thing|everything|why)(?: that)? ?
        (?:counts|matters|i|we|that)?|
        (?:load|feed|dump|paste|put|throw)s? (?:in |it )?(?:my |our |the |a |an )?(?:whole|entire) \w+|
        book-length|remembers? (?:the|my|our) (?:whole|entire)|(?:into|in) (?:one|a single) prompt|
        (?:ctx|context|window) is(?: of interest| what|,? not)|batching is of no interest
      )\b
    `,
    topic: regex("gi")`
      \b(?:
        long[- ]context|long documents?|long prompts?|long-?ctx|
        (?:full|whole|maximum|max|native) (?:context|ctx)(?: window)?|
        (?:6[45]|80|96|1[0-9]{2}|2[0-6]\d|320|400|512|524)k(?:[- ]?(?:tokens?|context|ctx))|
        1m (?:tokens?|context|ctx)|million[- ]token|whole (?:code ?base|repo\w*|book)
      )\b
    `,
  },
  {
    value: "economy",
    plain: regex("gi")`
      \b(?:
        (?:on|under|in) (?:a |an? (?:tight |small |low |shoestring ))?budget\b|
        (?:low[- ])?budget (?:
          box|builds?|rigs?|set-?ups?|server|gpus?|cards?|inference|llm|option|pick|ai|king
        )|
        cheap(?:est)?,? (?:\w+,? )?(?:
          way to (?:run|serve|try|host)|box|builds?|rigs?|set-?ups?|inference|server|machine|llm|local|
          and (?:quiet|slow|cheerful|good enough|powerful)
        )|(?:is|are|was|it'?s|they'?re) cheap(?: to (?:run|keep)\b|(?:,| and) \w+)|
        bang (?:for|per) (?:the |your |my )?(?:buck|dollar)|price[- /](?:to[- ])?(?:performance|perf)|
        performance per (?:watt|dollar|euro)|value for money|poor man'?s|frugal|
        low[- ](?:power|cost|budget|end) (?:
          box|server|setup|set-up|build|machine|card|device|inference|homelab|node|always|rig|llm|ai|local
        )|power bill|electricity (?:bill|costs?|prices?)|
        (?:to )?(?:save|saves|cut|cuts|cutting) (?:the |my |our |on |down ){0,4}
        (?:power|electricity|money|energy|costs?|watts)|
        (?:cost|costs|coste|costo|price|kosten|\$[\d.]+|€[\d.]+) (?:per|por|pro|par|of a|an?)[ ]
        (?:usable |million |1m |m)?(?:
          tokens?|gigabytes?|gb|document|page|request|hour of|answer|query|image|mtok
        )|tok(?:ens?)?(?:/s)? (?:per|/) ?(?:watt|dollar|joule|w\b)|\d ?(?:j|joules?) ?(?:/|per) ?tok(?:en)?s?|
        less than half (?:of )?the energy|(?:at )?(?:a )?fraction of the (?:cost|price)|stromkosten|
        stromverbrauch|stromsparend|günstig\w*|
        cheaper than (?:the |an? |any )?(?:api|cloud|renting|openai|subscription)|pa(?:ys|id) for itself|
        (?:no|without|zero) (?:api|cloud|subscription|token) (?:costs?|bills?|fees?)|
        (?:box|rig|machine|server|thing|set-?up|chatbot|assistant|all of it|which) (?:now |only )?costs?[ ]
        (?:me |us )?(?:only |about |around |just |under |less than |roughly )?(?:\$|€|£)?\d[\d.,]{0,6} ?
        (?:\$|€|£|euros?|dollars|bucks|cents?) (?:a|per|in) (?:month|year|day|week|electricity|power)|
        (?:\$|€|£)\d[\d.,]{0,6} (?:in|of|for|a month in|a year in) (?:electricity|power)|
        (?:\$|€|£|euro\w?|\d) (?:\w+ )?(?:all in\b|in all\b|for the (?:whole thing|lot))|
        as cheap(?:ly)? as possible|(?:nearly|almost|practically) free|sips? (?:power|watts)|
        cheapest (?:way|thing|machine|card|box)|no (?:new hardware|subscriptions?)\b|
        next to nothing (?:to run|in power)|
        (?:watts?|power|electricity|consumption) (?:is what (?:counts|matters|i)|matters|counts|first)|
        a (?:low|small) (?:power )?bill|solar[- ]powered|
        (?:no|without|little|hardly any|small|tight) (?:money|budget)|on (?:solar|batteries)|
        battery[- ](?:powered|operated)|off[- ]grid|shoestring|spare parts|second-?hand parts|bon marché|
        pas cher
      )\b
    `,
    topic: regex("gi")`
      \b(?:
        cheap(?:est)?|budget|frugal|low[- ]power|low[- ]cost|economy|economical|efficien(?:t|cy) per|
        energy[- ]efficient|power[- ]efficient|quiet|poor man'?s|under \$\d[\d,]*|for \$\d[\d,]*|
        sub-\$\d{1,6}|\$\d[\d,]* (?:ai|llm|build|rig|server|box|pc|homelab|inference|local)|shoestring
      )(?![\w])
    `,
  },
];
