// Words of the page: sentences with {facts}, and numbers as people read them.

const texts = JSON.parse(document.getElementById("words").textContent);
export const boot = JSON.parse(document.getElementById("boot").textContent);

// The sentence `key`, its {facts} filled in; a key that is not there shows itself.
export function say(key, facts = {}) {
  const found = texts[key] ?? key;
  return found.replace(/\{(\w+)\}/g, (whole, name) => (name in facts ? String(facts[name]) : whole));
}

export const itemName = (item) => item[`name_${boot.language}`] || item.name_zh || item.code;
export const code = (prefix, value) => say(`${prefix}-${String(value).replaceAll("_", "-")}`);

// A name as a flag has room for it: characters that are words by themselves say more than letters do.
export function short(name) {
  const most = /[\u3400-\u9fff]/.test(name) ? 4 : 9;
  return name.length <= most + 1 ? name : `${name.slice(0, most).trim()}…`;
}

// 0:42, 12:05, 1:02:05
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const two = (value) => String(value).padStart(2, "0");
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

// 40 s, 3 min, 2 h
export function age(seconds) {
  if (seconds < 60) return say("screen-age-s", { n: Math.max(0, Math.floor(seconds)) });
  if (seconds < 3600) return say("screen-age-min", { n: Math.floor(seconds / 60) });
  if (seconds < 86400) return say("screen-age-h", { n: Math.floor(seconds / 3600) });
  return say("screen-age-d", { n: Math.floor(seconds / 86400) });
}

export function metres(value) {
  if (value === null || value === undefined) return "?";
  if (Math.round(value) < 1000) return say("screen-m", { n: Math.round(value) });
  return say("screen-km", { n: (value / 1000).toFixed(1) });
}

// An hour of the day in the district's zone.
export function hour(iso, zone, withSeconds = false) {
  if (!iso) return "–";
  const style = { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  if (withSeconds) style.second = "2-digit";
  return new Intl.DateTimeFormat(boot.language === "zh" ? "zh-CN" : "en-GB", style).format(new Date(iso));
}
