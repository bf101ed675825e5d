/** Made-up secrets of the known shapes, the same for the same seed; none of them was ever anyone's. */

export interface SeededSecret {
  kind: string;
  /** The characters that must not be left in the text. */
  secret: string;
  /** As it would stand in a paste. */
  paste: string;
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const ALNUM = `${LETTERS}0123456789`;
const URLISH = `${ALNUM}_-`;
const HEX = "0123456789abcdef";
const BASE64 = `${ALNUM}+/`;

function dice(seed: number): (most: number) => number {
  let state = seed >>> 0 || 1;
  return (most) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % most;
  };
}

/** `count` secrets, the shapes in turn. */
export function seededSecrets(count: number, seed: number): SeededSecret[] {
  const roll = dice(seed);
  const some = (alphabet: string, length: number) =>
    Array.from({ length }, () => alphabet[roll(alphabet.length)]).join("");
  const key = (alphabet: string, length: number) =>
    `${some(LETTERS, 2)}${some("0123456789", 2)}${some(alphabet, length - 5)}${some(ALNUM, 1)}`;
  const plain = (kind: string, secret: string): SeededSecret => ({ kind, secret, paste: wrapped(secret) });
  const wrapped = (secret: string) =>
    [
      `export KEY=${secret}`,
      `"api": "${secret}",`,
      `my key is ${secret}.`,
      `\`${secret}\``,
      `(${secret})`,
      `key: ${secret}\n`,
      `--token ${secret} --port 80`,
      `KEY='${secret}';`,
    ][roll(8)]!;
  const shapes: (() => SeededSecret)[] = [
    () => plain("openai", `sk-${key(ALNUM, 48)}`),
    () => plain("openai", `sk-proj-${key(URLISH, 120)}`),
    () => plain("openai", `sk-svcacct-${key(URLISH, 80)}`),
    () => plain("anthropic", `sk-ant-api03-${key(URLISH, 93)}`),
    () => plain("openrouter", `sk-or-v1-${some(HEX, 64)}`),
    () => plain("huggingface", `hf_${key(ALNUM, 34)}`),
    () => plain("github", `ghp_${key(ALNUM, 36)}`),
    () => plain("github", `gho_${key(ALNUM, 36)}`),
    () => plain("github", `ghs_${key(ALNUM, 36)}`),
    () => plain("github", `github_pat_${key(ALNUM, 22)}_${key(ALNUM, 59)}`),
    () => plain("gitlab", `glpat-${key(URLISH, 20)}`),
    () => plain("aws", `AKIA${some("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16)}`),
    () => {
      const secret = key(BASE64, 40);
      return {
        kind: "aws",
        secret,
        paste: [
          `aws_secret_access_key = ${secret}`,
          `AWS_SECRET_ACCESS_KEY=${secret}`,
          `"aws_secret_access_key": "${secret}"`,
        ][roll(3)]!,
      };
    },
    () => plain("google", `AIza${key(URLISH, 35)}`),
    () => plain("google", `GOCSPX-${key(URLISH, 28)}`),
    () => plain("slack", `xoxb-${some("0123456789", 12)}-${some("0123456789", 12)}-${key(ALNUM, 24)}`),
    () => plain("slack", `xoxp-${some("0123456789", 11)}-${key(ALNUM, 32)}`),
    () => {
      const secret = `T${some(ALNUM, 8)}/B${some(ALNUM, 8)}/${key(ALNUM, 24)}`;
      return { kind: "slack", secret, paste: `curl https://hooks.slack.com/services/${secret}` };
    },
    () => plain("stripe", `sk_live_${key(ALNUM, 24)}`),
    () => plain("stripe", `rk_test_${key(ALNUM, 24)}`),
    () => {
      const secret = `${key(BASE64, 86)}==`;
      return {
        kind: "azure",
        secret,
        paste: `DefaultEndpointsProtocol=https;AccountName=x;AccountKey=${secret};EndpointSuffix=core`,
      };
    },
    () => plain("npm", `npm_${key(ALNUM, 36)}`),
    () => plain("pypi", `pypi-AgEIcHlwaS5vcmc${key(URLISH, 120)}`),
    () => plain("telegram", `${1 + roll(9)}${some("0123456789", 8)}:AA${key(URLISH, 33)}`),
    () => plain("discord", `M${key(ALNUM, 23)}.${some(URLISH, 5)}a.${key(URLISH, 38)}`),
    () => {
      const secret = `${some("123456789", 18)}/${key(URLISH, 68)}`;
      return { kind: "discord", secret, paste: `https://discord.com/api/webhooks/${secret}` };
    },
    () => plain("twilio", `SK${some(HEX, 32)}`),
    () => plain("sendgrid", `SG.${key(URLISH, 22)}.${key(URLISH, 43)}`),
    () => plain("groq", `gsk_${key(ALNUM, 52)}`),
    () => plain("nvidia", `nvapi-${key(URLISH, 64)}`),
    () => plain("replicate", `r8_${key(ALNUM, 37)}`),
    () => plain("jwt", `eyJ${key(ALNUM, 33)}.eyJ${key(URLISH, 80)}.${key(URLISH, 43)}`),
    () => {
      const body = Array.from({ length: 4 + roll(20) }, () => some(BASE64, 64)).join("\n");
      const name = [
        "RSA PRIVATE KEY",
        "OPENSSH PRIVATE KEY",
        "PRIVATE KEY",
        "EC PRIVATE KEY",
        "PGP PRIVATE KEY BLOCK",
      ][roll(5)]!;
      return {
        kind: "private-key",
        secret: body,
        paste: `-----BEGIN ${name}-----\n${body}\n-----END ${name}-----`,
      };
    },
    () => {
      const secret = key(ALNUM, 14);
      return {
        kind: "url-password",
        secret,
        paste: [
          `postgres://admin:${secret}@db.example:5432/x`,
          `https://bot:${secret}@git.example/x.git`,
          `redis://:${secret}@10.0.0.5/0`,
          `http://user:${secret}@proxy.example:3128`,
        ][roll(4)]!,
      };
    },
    () => {
      const secret = key(`${ALNUM}._-`, 40);
      return {
        kind: "authorization",
        secret,
        paste: [
          `Authorization: Bearer ${secret}`,
          `-H "Authorization: Bearer ${secret}"`,
          `"authorization": "Bearer ${secret}"`,
          `Authorization: Basic ${secret}`,
        ][roll(4)]!,
      };
    },
    () => {
      const secret = `${some(LETTERS, 3).toLowerCase()}.${some(LETTERS, 5).toLowerCase()}${roll(100)}@${["mail", "post", "corp-it"][roll(3)]}.${["example", "example.org", "co.example"][roll(3)]}`;
      return {
        kind: "e-mail",
        secret,
        paste: [
          `write to ${secret}`,
          `<${secret}>`,
          `mailto:${secret}`,
          `Signed-off-by: someone <${secret}>`,
          `${secret},`,
        ][roll(5)]!,
      };
    },
    () => {
      const secret = key(ALNUM, 32);
      return {
        kind: "assigned",
        secret,
        paste: [
          `API_KEY=${secret}`,
          `api_key: "${secret}"`,
          `"client_secret": "${secret}"`,
          `password = '${secret}'`,
          `OPENWEBUI_SECRET_KEY=${secret}`,
          `access_token=${secret}`,
        ][roll(6)]!,
      };
    },
    () => plain("digitalocean", `dop_v1_${some(HEX, 64)}`),
    () => plain("tailscale", `tskey-auth-${key(ALNUM, 16)}-${key(ALNUM, 32)}`),
  ];
  return Array.from({ length: count }, (_, number) => shapes[number % shapes.length]!());
}
