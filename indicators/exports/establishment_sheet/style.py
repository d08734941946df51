"""How the printed page looks: black on white, legible once photocopied."""

STYLE = """
@page { size: A4 portrait; margin: 9mm 10mm }
* { box-sizing: border-box }
body { font: 7.2pt/1.2 Arial, "Liberation Sans", Helvetica, sans-serif; color: #000; background: #fff; margin: 0 auto;
  max-width: 190mm; overflow-wrap: anywhere }
h1 { font-size: 13pt; line-height: 1.1; margin: 0 }
h2 { font-size: 9pt; margin: 1.6mm 0 .4mm }
p { margin: .6mm 0 }
header { border-bottom: .5mm solid #000; padding-bottom: 1mm }
header p { font-weight: bold }
.answer { font-size: 9pt; font-weight: bold; margin: 1.2mm 0 }
.side { display: flex; gap: 5mm; align-items: flex-start }
.side dl { flex: 1; columns: 2; column-gap: 4mm; margin: 0 }
.side dl > div { break-inside: avoid; margin-bottom: .5mm }
dt { font-weight: bold; display: inline }
dt::after { content: "\\00a0: " }
dd { display: inline; margin: 0 }
figure { margin: 0 }
.halves { display: grid; grid-template-columns: 1fr 1fr; column-gap: 6mm; align-items: start }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
caption { text-align: left; font-weight: bold; font-size: 9pt; padding: 1.6mm 0 .4mm }
th, td { border-bottom: .15mm solid #888; padding: .15mm .8mm; text-align: left; vertical-align: top }
thead th { border-bottom: .35mm solid #000; vertical-align: bottom }
tbody th { font-weight: normal }
tbody span, h1 { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden }
.brief tbody span { -webkit-line-clamp: 1 }
.months th, .months td { text-align: center; padding: .25mm 0; white-space: nowrap }
.months th:first-child { text-align: left; white-space: normal; width: 38mm }
.months td { font-size: 8pt; line-height: 1 }
.months thead th { font-weight: normal; font-size: 6pt; line-height: 1.1; white-space: normal }
.numbers td, .numbers thead th:not(:first-child) { text-align: right }
.note, footer { color: #333; font-size: 6.6pt }
footer { border-top: .15mm solid #888; margin-top: 2mm; padding-top: .6mm }
tr, figure, svg { break-inside: avoid }
svg { display: block }
svg text { paint-order: stroke; stroke: #fff; stroke-width: .8 }
@media screen { body { padding: 10mm 4mm } }
@media print { body { max-width: none } }
"""
