const RULES = `
:host{all:initial}
[hidden]{display:none!important}
.launcher{position:fixed;z-index:2147483000;right:24px;bottom:24px;width:56px;height:56px;padding:0;border:0;border-radius:50%;background:#0b6e69;color:#fff;cursor:pointer;box-shadow:0 6px 20px #06403c59;transition:transform .15s}
.launcher:hover{transform:translateY(-2px)}
.launcher:focus-visible{outline:3px solid #f2994a;outline-offset:3px}
svg{width:30px;height:30px;vertical-align:middle;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
.badge{position:absolute;top:-4px;right:-4px;min-width:20px;padding:0 5px;border-radius:10px;background:#d4380d;color:#fff;font:600 12px/20px system-ui,sans-serif;box-sizing:border-box}
iframe{position:fixed;z-index:2147483001;right:24px;bottom:96px;width:400px;height:min(680px,calc(100vh - 120px));border:0;border-radius:16px;background:transparent;box-shadow:0 12px 48px #0b1f2e3d;color-scheme:normal}
@media(max-width:480px){iframe{inset:0;width:100%;height:100%;border-radius:0}:host(.open) .launcher{display:none}}
@media(prefers-reduced-motion:reduce){.launcher{transition:none}}
@media print{.launcher,iframe{display:none}}`;

/** A constructed sheet: a content-security policy that forbids inline styles has nothing against it. */
export function appearance(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(RULES);
  return sheet;
}
