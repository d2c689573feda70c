/** The page's style sheet, which its Content-Security-Policy allows by hash. */
export const STYLE = `
:root{--page:#f5f6f8;--card:#fff;--ink:#1b1f24;--quiet:#57606a;--line:#d5dbe1;--soft:#eef1f4;--accent:#0b5cad;
--pass:#1a7f37;--fail:#b42318;--warn:#8a5a00;--unknown:#6b3fbf;--manual:#0b5cad;--skip:#656d76;--unseen:#656d76}
@media (prefers-color-scheme:dark){:root{--page:#0e1217;--card:#161b22;--ink:#e6e9ee;--quiet:#9aa5b1;--line:#2d3640;
--soft:#1e252e;--accent:#79b8ff;--pass:#56d364;--fail:#ff7b72;--warn:#e3b341;--unknown:#c297ff;--manual:#79b8ff;
--skip:#9aa5b1;--unseen:#9aa5b1}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;overflow-wrap:anywhere;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.jump{position:absolute;left:-99rem}
.jump:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem;z-index:1}
header,main,footer{max-width:68rem;margin:0 auto;padding:0 1.5rem}
header{padding-top:2.25rem}
footer{padding-bottom:3rem;color:var(--quiet);font-size:.875rem}
h1{font-size:1.65rem;line-height:1.25;margin:0;letter-spacing:-.01em;overflow-wrap:anywhere}
h2{font-size:1.2rem;margin:2.5rem 0 .75rem;letter-spacing:-.005em}
h3,h4{font-size:1rem;margin:0;line-height:1.4;overflow-wrap:anywhere}
p{margin:.4rem 0}
.eyebrow{margin:0 0 .35rem;color:var(--quiet);font-size:.875rem}
.lede{margin:.35rem 0 0;color:var(--quiet)}
code,.id{font:.875em/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;overflow-wrap:anywhere}
.command{display:block;background:var(--soft);border:1px solid var(--line);border-radius:.375rem;padding:.4rem .65rem;margin:.3rem 0;white-space:pre-wrap}
.icon{width:1.1em;height:1.1em;vertical-align:-.18em;flex:none}
.word{font-weight:650;font-size:.8125rem;letter-spacing:.03em;white-space:nowrap}
.pass{color:var(--pass)}.fail{color:var(--fail)}.warn{color:var(--warn)}.unknown{color:var(--unknown)}
.manual{color:var(--manual)}.skip{color:var(--skip)}.unseen{color:var(--unseen)}
.card{background:var(--card);border:1px solid var(--line);border-radius:.625rem;padding:1.1rem 1.25rem;margin:0 0 .875rem}
.finding{border-left:.3rem solid currentColor}
.finding>*{color:var(--ink)}
.finding .top{display:flex;flex-wrap:wrap;gap:.15rem .6rem;align-items:baseline}
.counts{display:flex;flex-wrap:wrap;gap:.5rem;list-style:none;padding:0;margin:1.1rem 0 0}
.counts li{display:flex;gap:.4rem;align-items:center;background:var(--card);border:1px solid var(--line);border-radius:99rem;padding:.2rem .85rem .2rem .6rem}
.counts b{color:var(--ink);font-weight:650}
.counts span{color:var(--ink)}
dl{display:grid;grid-template-columns:6.5rem minmax(0,1fr);gap:.3rem 1.1rem;margin:.7rem 0 0}
dt{color:var(--quiet);font-size:.9375rem}
dd{margin:0;overflow-wrap:anywhere}
.facts{grid-template-columns:repeat(auto-fit,minmax(19.5rem,1fr));gap:.9rem 1.5rem;margin-top:1.4rem}
.facts dt{font-size:.8125rem}
.facts code{display:block}
table{border-collapse:collapse;width:100%;font-size:.9375rem}
caption{text-align:left;color:var(--quiet);font-size:.875rem;padding:0 0 .5rem}
th,td{text-align:left;vertical-align:top;padding:.45rem .75rem .45rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
thead th{color:var(--quiet);font-weight:500;font-size:.8125rem}
tbody th{font-weight:400;min-width:15rem}
tr:last-child>*{border-bottom:0}
.state{width:7.5rem;white-space:nowrap}
.number{text-align:right;padding-right:1.25rem;width:9rem;white-space:nowrap;font-variant-numeric:tabular-nums}
summary{cursor:pointer;font-weight:550}
details[open]>summary{margin-bottom:.75rem}
ul.plain,ol.plain{list-style:none;margin:0;padding:0}
ul.plain>li+li,ol.plain>li+li{margin-top:.5rem}
.links .word{min-width:6.75rem}
.links li{display:flex;flex-wrap:wrap;gap:.1rem .6rem;align-items:baseline}
ol.causes.plain{margin-top:1.1rem}
.causes .card:last-child{margin-bottom:0}
ul.changes.plain>li+li{margin-top:1rem}
.card>h3,.card>h4{margin-bottom:.4rem}
.note{color:var(--quiet);font-size:.9375rem}
.picture{display:block;width:100%;height:auto;margin:.25rem 0 1rem}
.tall{display:none}
.picture text{font:500 13px system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;fill:var(--ink)}
.picture .small{font-weight:400;font-size:11.5px;fill:var(--quiet)}
.picture .tag{font-weight:650;font-size:12px;fill:currentColor}
.node{fill:var(--soft);stroke:var(--line);stroke-width:1.5}
.wire{stroke:currentColor;stroke-width:2.5;fill:none}
.wire.thin{stroke-width:1.75}
.mark{fill:var(--card);stroke:currentColor;stroke-width:2}
.glyph{stroke:currentColor;stroke-width:2.25;stroke-linecap:round;stroke-linejoin:round;fill:none}
.solid{fill:currentColor;stroke:none}
.life{display:block;width:100%;height:1.4rem;margin:.2rem 0 0}
.rail{fill:var(--soft)}
.bar{fill:currentColor}
.now{stroke:var(--ink);stroke-width:2;vector-effect:non-scaling-stroke}
.axis{display:flex;flex-wrap:wrap;gap:0 .75rem;justify-content:space-between;color:var(--quiet);font-size:.8125rem;font-variant-numeric:tabular-nums}
.lives li{padding:.55rem 0}
.lives .what{display:flex;flex-wrap:wrap;gap:.1rem .6rem;align-items:baseline}
.lives .left{margin-left:auto;font-size:.9375rem}
.diff{list-style:none;padding:0;margin:.35rem 0 0;font-size:.9375rem}
.diff li{padding:.05rem 0 .05rem 1.5rem;text-indent:-1.5rem;overflow-wrap:anywhere}
.diff b{display:inline-block;width:1.5rem;text-indent:0;font-family:ui-monospace,monospace}
.short dl,.wide-terms dl{grid-template-columns:11rem minmax(0,1fr)}
.labelled td,.labelled tbody th{min-width:0}
.labelled tbody th{width:22%}
.day{white-space:nowrap}
.checks{table-layout:fixed}
.checks thead th:nth-child(1){width:34%}.checks thead th:nth-child(2){width:7.5rem}.checks thead th:nth-child(3){width:24%}
@media (max-width:46rem){
header,main,footer{padding-left:1rem;padding-right:1rem}
header{padding-top:1.5rem}
h1{font-size:1.35rem}
.wide{display:none}.tall{display:block;max-width:21rem;margin-left:auto;margin-right:auto}
.card{padding:.9rem 1rem}
.card dl:not(.facts){grid-template-columns:minmax(0,1fr);gap:0}
.card dl:not(.facts) dd{margin-bottom:.5rem}
.facts{grid-template-columns:minmax(0,1fr)}
.stacked,.stacked caption,.stacked tbody,.stacked tr,.stacked th,.stacked td{display:block;width:auto}
.stacked thead{position:absolute;left:-99rem}
.stacked tr{border-bottom:1px solid var(--line);padding:.5rem 0}
.stacked tr:last-child{border:0}
.stacked th,.stacked td{min-width:0;border:0;padding:.05rem 0;text-align:left}
.lives .left{margin-left:0;width:100%}
.labelled td{display:grid!important;grid-template-columns:7.5rem minmax(0,1fr);gap:.5rem}
.labelled tbody th{width:auto;font-weight:550}.labelled tbody th .note{font-weight:400}
.labelled td::before{content:attr(data-label);color:var(--quiet)}
.stacked .number::before{content:attr(data-label) ": ";color:var(--quiet)}
}
@media print{
:root{--page:#fff;--card:#fff;--ink:#000;--quiet:#444;--line:#bbb;--soft:#f2f2f2;--accent:#0b5cad;--pass:#1a7f37;
--fail:#b42318;--warn:#8a5a00;--unknown:#6b3fbf;--manual:#0b5cad;--skip:#555;--unseen:#555}
body{font-size:10.5pt}
header,main,footer{max-width:none;padding-left:0;padding-right:0}
header{padding-top:0}
.finding,tr,.lives li,.picture{break-inside:avoid}
h2{break-after:avoid;margin-top:1.5rem}
.wide{display:block}.tall{display:none}
.rail,.bar,.node,.command,.finding{print-color-adjust:exact;-webkit-print-color-adjust:exact}
details::details-content{content-visibility:visible;display:block;height:auto}
summary{list-style:none}
.jump{display:none}
a[href^="https:"]::after{content:" (" attr(href) ")";font-size:8pt;color:var(--quiet);overflow-wrap:anywhere}
}
@page{margin:16mm 14mm}
`
  .replaceAll(/\n/g, '')
  .trim();
