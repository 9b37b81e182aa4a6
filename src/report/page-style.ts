/** The look of a page: a textbook column with a margin for hypotheses and reasons, light, dark and on paper. */

/** Colours by day; every one stands out from the paper and from the tints by 4.5 to 1 or more. */
export const LIGHT = `
--paper:#fdfcf9;--ink:#1e1d1b;--quiet:#615c54;--hair:#d8d2c5;--tint:#f4f1e8;--wrong:#f8ebe4;--link:#1c4f7d;
--proved:#17633a;--refuted:#9d3219;--undecided:#755200;--error:#9d3219;--margin:15.5rem
`.trim();

/** The same by night. */
export const DARK = `
--paper:#17181a;--ink:#e5e1d8;--quiet:#aaa499;--hair:#3b3b39;--tint:#202224;--wrong:#2b201d;--link:#93bfe9;
--proved:#7fcd9b;--refuted:#f2a28d;--undecided:#e0bf6c;--error:#f2a28d
`.trim();

/** What a derivation is made of, wherever it stands. */
export const CONTENT_STYLE = `
a{color:var(--link);text-decoration-thickness:.06em;text-underline-offset:.18em}
:focus-visible{outline:2px solid var(--link);outline-offset:3px;border-radius:2px}
code,pre{font:.86em/1.5 ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-variant-numeric:lining-nums}
code{overflow-wrap:anywhere}
pre{margin:.4rem 0 0;padding:.6rem .8rem;background:var(--tint);overflow-x:auto;white-space:pre-wrap}

h1,h2,h3,h4,h5,h6{font-weight:600;line-height:1.25;text-wrap:balance;margin:2.6rem 0 .6rem}
h2{font-size:1.45rem}h3{font-size:1.2rem}h4,h5,h6{font-size:1.06rem}
:is(h1,h2,h3,h4,h5,h6) .katex{font-weight:400;white-space:nowrap}
.answer{font-size:1.17rem;line-height:1.55;max-width:41rem;margin:0 0 1.2rem}
.prose{max-width:41rem}
.prose p,.prose li,.answer{hanging-punctuation:first}
.prose blockquote{margin:1rem 0;padding-left:1.1rem;border-left:2px solid var(--hair);color:var(--quiet);font-style:italic}
.prose ul,.prose ol{padding-left:1.4rem}
.wide{display:inline-block;max-width:100%;overflow-x:auto;overflow-y:hidden;vertical-align:middle}
.prose hr{border:0;border-top:1px solid var(--hair);width:6rem;margin:2rem 0}
.table{overflow-x:auto}table{overflow-wrap:normal;border-collapse:collapse;margin:1rem 0}
th,td{padding:.25rem .9rem .25rem 0;text-align:left;border-bottom:1px solid var(--hair);vertical-align:top}

.katex{font-size:1.12em}
.display{display:block;padding:.3rem 0;text-align:center}
.display .katex-display{margin:0}
.display>.wide{display:block}
.math{overflow-x:auto;overflow-y:hidden;padding:.18rem 0;min-width:0}
.math .katex-html>i{margin-top:.12rem;margin-bottom:.12rem}
.unbroken{white-space:nowrap}
.untypeset{white-space:pre-wrap}

.mark{display:inline-block;width:.95em;height:.95em;flex:none;vertical-align:-.08em;text-align:center;font-weight:700;line-height:1}
.mark path{fill:none;stroke:currentColor;stroke-width:2.4;stroke-linecap:round;stroke-linejoin:round}
.v-proved{--v:var(--proved)}.v-refuted{--v:var(--refuted)}.v-undecided{--v:var(--undecided)}.v-error{--v:var(--error)}
:is(span,p):is(.v-proved,.v-refuted,.v-undecided,.v-error){color:var(--v)}

.setting{margin:1.4rem 0;padding-left:1.1rem;border-left:2px solid var(--hair)}
.setting ul{list-style:none;margin:0;padding:0}
.setting li{display:grid;grid-template-columns:minmax(0,1fr) var(--margin);column-gap:1.5rem;align-items:baseline}

.claim{margin:2.4rem 0 2.8rem;scroll-margin-top:1rem}
.claim>header{display:flex;flex-wrap:wrap;align-items:baseline;justify-content:space-between;gap:.1rem 1.5rem}
.claim>header :is(h2,h3,h4,h5,h6){margin:0 0 .45rem;font-size:1.1rem;font-weight:400}
.claim>header a{color:inherit;text-decoration:none}.claim>header a:hover .name{text-decoration:underline}
.claim .label{font-weight:600}
.verdict{margin:0 0 .45rem;font-weight:600;white-space:nowrap}
.verdict.long{white-space:normal}
.statement{display:grid;grid-template-columns:minmax(0,1fr) calc(var(--margin) - 1.25rem);column-gap:1.5rem;align-items:center;
background:var(--tint);padding:.85rem 1.25rem}
.wrong .statement{background:var(--wrong)}
.unmet .statement{border-left:4px double var(--v)}
.statement .math{font-size:1.08em;grid-column:1;grid-row:1}
.given{grid-column:2;grid-row:1;margin:0;font-size:.92rem;line-height:1.6}
.given .word,.side .word{color:var(--quiet);font-style:italic}
.given span,.at span{white-space:nowrap}
.claim:target .statement{box-shadow:inset 3px 0 var(--link)}

.proof{padding:.7rem 0 0 1.25rem;position:relative}
.chain{display:grid;grid-template-columns:minmax(0,1fr) var(--margin);column-gap:1.5rem}
.chain>.head{grid-column:1}
.chain>.steps{grid-column:1/-1;margin-left:1.6em}
.chain.short{grid-template-columns:fit-content(40%) minmax(0,1fr) var(--margin);column-gap:0;align-items:baseline}
.chain.short>.head{grid-row:1}
.chain.short>.steps{grid-column:2/-1;grid-row:1;margin-left:.32em}
.steps{list-style:none;margin:0;padding:0;display:grid;grid-template-columns:minmax(0,1fr) var(--margin);min-width:0}
.chain.short>.steps{grid-template-columns:subgrid}
.step{display:grid;grid-column:1/-1;grid-template-columns:subgrid;align-items:baseline;scroll-margin-top:1rem}
:is(.step,.statement) .math .katex-html{display:block;padding-left:1.5em;text-indent:-1.5em}
:is(.step,.statement) .math .katex-html>*{text-indent:0}
.why{font-size:.94rem;color:var(--quiet);padding-left:1.5rem;line-height:1.45}
.step.whole{grid-template-columns:minmax(0,1fr) var(--margin)}
.step:target>.math{background:var(--tint)}
.step>.finer{grid-column:1/-1}
.finer{margin:.1rem 0 .5rem}
.finer>.chain{margin:.3rem 0 .6rem;padding:.2rem 0 .2rem 1rem;border-left:2px solid var(--hair);font-size:.96em}
summary{cursor:pointer;color:var(--quiet);font-size:.88rem;width:fit-content}
summary:hover{color:var(--ink)}
.qed{position:absolute;right:0;bottom:.1rem;width:.6em;height:.6em;border:1px solid var(--quiet)}

.counterexample{padding:.9rem 1.25rem 0}
.say{margin:0 0 .35rem;max-width:41rem}
.by{padding:.6rem 1.25rem 0;margin:0}
.say strong{font-weight:600}
.sides{display:grid;grid-template-columns:fit-content(45%) auto fit-content(45%);justify-content:start;align-items:center;gap:.1rem 1.4rem;margin:.4rem 0 .7rem}
.side{display:contents}
.side>*{grid-row:2;min-width:0}.side>.word{grid-row:1}.broken{grid-column:2;grid-row:2}
.side:first-child>*{grid-column:1}.side:last-child>*{grid-column:3}
.side .word{font-size:.9rem}
.sides .math{font-size:1.18em}
.plot{margin:1rem 1.25rem;max-width:38rem}
.plot>svg{display:block;width:100%;height:auto}.plot text{font-size:12px;fill:var(--quiet);font-variant-numeric:lining-nums}
.plot .swatch{display:inline-block;width:1.75rem;height:.5rem;vertical-align:middle}
.plot :is(.grid,.zero){fill:none;stroke:var(--hair)}.plot .zero{stroke:var(--quiet)}
.plot .mark-line{fill:none;stroke:var(--quiet);stroke-dasharray:2 4}
.plot .shade{fill:var(--wrong)}.plot .curve{fill:none;stroke-width:2}
.plot .c0{stroke:var(--link)}.plot .c1{stroke:var(--refuted);stroke-dasharray:7 4}
.plot .c2{stroke:var(--proved);stroke-dasharray:2 3}.plot .c3{stroke:var(--undecided);stroke-dasharray:9 3 2 3}
.plot .dot{fill:var(--paper);stroke-width:2;stroke-dasharray:none}
.plot figcaption{font-size:.92rem;color:var(--quiet)}.plot figcaption p{margin:.2rem 0 0}
.plot figcaption ul{list-style:none;margin:.3rem 0 0;padding:0;display:flex;flex-wrap:wrap;gap:.1rem 1.6rem}
.repair{padding:.5rem 1.25rem 0}
.repair .math{padding-left:1.6rem;font-size:1.04em}
.stop{padding:.7rem 1.25rem 0;margin:0;max-width:44rem}
.rests{padding:.55rem 1.25rem 0;font-size:.92rem}
.rests dl{clear:both;margin:.4rem 0 0;display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.1rem 1rem}
.rests dt{color:var(--quiet);font-style:italic}.rests dd{margin:0}
.rests .written{margin:0;padding:0;background:none}
.messages{margin:1.6rem 0;padding:.8rem 1.25rem;background:var(--wrong)}
.messages ul{margin:.3rem 0 0;padding-left:1.2rem}.messages p{margin:0}

@media (max-width:46rem){
.plot{margin-left:0;margin-right:0}.plot text{font-size:20px}
.statement,.setting li,.chain,.chain.short,.steps,.step,.step.whole{display:block}
.statement{padding:.7rem .9rem}
.given{margin-bottom:.4rem}
.setting li{padding:.15rem 0}
.chain.short>.steps,.chain>.steps{margin-left:.6em}
.step{padding-bottom:.3rem}
.why{padding-left:1.5em;font-size:.9rem}
.proof,.by,.counterexample,.repair,.stop,.rests{padding-left:.9rem;padding-right:0}
.verdict{white-space:normal}
.rests dl{grid-template-columns:1fr;gap:0}.rests dd{margin-bottom:.4rem}
}
@media print{
.statement,.counterexample,.step,.setting{break-inside:avoid}.claim>header,h2,h3,h4{break-after:avoid}
a{color:inherit;text-decoration:none}
.rests,.finer:not([open]){display:none}
}
`;

/** A page around it. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;
${LIGHT}}
@media screen and (prefers-color-scheme:dark){:root{
${DARK}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);
font:1.0625rem/1.6 "Iowan Old Style","Palatino Linotype",Palatino,"URW Palladio L",P052,"Book Antiqua",Georgia,serif;
font-variant-numeric:oldstyle-nums;text-rendering:optimizeLegibility;overflow-wrap:anywhere}
main,.top,.foot{min-width:0;max-width:62rem;margin:0 auto;padding:0 1.25rem}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.3rem .6rem}
.top{padding-top:1.4rem;font-size:.88rem;color:var(--quiet)}
.top a{color:inherit;margin-right:1.2em}
main h1{font-size:clamp(1.7rem,1.2rem + 2.2vw,2.45rem);letter-spacing:-.012em;margin:1.6rem 0 1rem;max-width:44rem}
.cite{max-width:41rem;margin:.2rem 0;font-size:.92rem;color:var(--quiet)}
.contents{margin:1.6rem 0 0;padding:1rem 0;border-top:1px solid var(--hair);border-bottom:1px solid var(--hair)}
.contents .tally{margin:0 0 .5rem;color:var(--quiet);font-size:.95rem}
.contents ol{list-style:none;margin:0;padding:0;columns:2 20rem;column-gap:2.5rem}
.contents li{display:flex;gap:.55rem;align-items:baseline;break-inside:avoid;padding:.08rem 0}
.contents li .n{min-width:1.5em;text-align:right;color:var(--quiet);font-variant-numeric:lining-nums tabular-nums}
.contents li>span:last-child{min-width:0}
.contents a{text-decoration:none}.contents a:hover{text-decoration:underline}
.copies{float:right;margin:.5rem 0 0;font-size:.88rem;color:var(--quiet)}
.copies button{font:inherit;color:var(--link);background:none;border:0;border-bottom:1px solid var(--hair);padding:.1rem .1rem;margin-left:.5em;cursor:pointer;min-height:1.5rem}
.copies button:hover{border-color:currentColor}
#finder{margin:1.2rem 0 0}#finder:empty{display:none}
#finder input{font:inherit;color:inherit;background:var(--tint);border:1px solid var(--quiet);border-radius:3px;padding:.3rem .6rem;width:min(24rem,100%)}
#finder output{color:var(--quiet);margin-left:.6em}
[hidden]{display:none!important}
.derivation{margin:2.6rem 0 3rem}.derivation h2{margin:0 0 .4rem}.derivation h2 a{text-decoration:none}
.derivation h2 a:hover{text-decoration:underline}.derivation .contents{margin-top:.8rem;padding:.7rem 0 0;border-bottom:0}
.foot{margin-top:4rem;padding-top:.9rem;padding-bottom:2.5rem;font-size:.88rem;color:var(--quiet)}
.foot p{margin:.15rem 0}.foot hr{border:0;border-top:1px solid var(--hair);margin:0 0 .9rem}
${CONTENT_STYLE.trim()}
@media (max-width:46rem){
body{font-size:1rem}
main,.top,.foot{padding-left:1rem;padding-right:1rem}
.copies{float:none;padding-left:.9rem}
}
@media print{
:root{--paper:#fff;--ink:#000;--quiet:#444;--tint:#f5f5f5;--wrong:#f5f5f5}
html{font-size:10pt}body{font-size:1.05rem}
main,.foot{max-width:none;padding:0}.top,.skip,.copies,#finder{display:none}
}
`;
