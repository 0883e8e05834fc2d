"""Take the editors' forms from npm, and cut what calls home (`python -m tests.vendor_cms`).

Sveltia CMS asks a public network for its fonts, its words, newer versions of itself and the state of Git hosts; ours asks
the site that it stands on, and nobody else. Each cut says how often its text must be found, so that a new version of the
package stops here until somebody has looked at it again.
"""

import json
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.tools import ROOT

PACKAGE, VERSION = "@sveltia/cms", "0.221.1"
HOME = ROOT / "assets" / "vendor" / "sveltia-cms"
SCHEMA = ROOT / "tests" / "forms" / "schema.json"
WORDS = ROOT / "tests" / "forms" / "fr.json"
"""What the package does not say in French yet, and what we say otherwise."""
ADDED = ROOT / "tests" / "forms" / "added.json"
"""What a button adds, with its article, by the label that the forms give it: « Étude » is « un parcours »."""

CALLERS = ("unpkg.com", "jsdelivr.net", "www.githubstatus.com/api", "hostedstatus.com")
"""Hosts that nothing in our copy may name."""

_FONTS = {
    "source-sans-3:vf@5.3.0/latin-wght-normal.woff2": "source-sans-3-latin-wght-normal-BqRLTx4X.woff2",
    "noto-mono@5.3.0/latin-400-normal.woff2": "noto-mono-latin-400-normal-DiC8lJru.woff2",
    "material-symbols-outlined:vf@5.3.7/latin-wght-normal.woff2": "material-symbols-outlined-latin-wght-normal-_Z1IJPLg.woff2",
}
"""The fonts of the style sheet, and the same among the files of the package."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A text of the script, what stands for it, and how often it must be there."""

    reason: str
    found: str
    instead: str
    times: int = 1


_CUTS = (
    Cut("our own map of sources is not shipped", "\n//# sourceMappingURL=sveltia-cms.js.map", ""),
    Cut(
        "it asks whether a newer version is out",
        "LSe=async()=>{try{let e=await fetch(NSe);if(!e.ok)return;let{version:t}=await e.json();return typeof t==`string`&&t?t:void 0}catch{return}}",
        "LSe=async()=>{}",
    ),
    Cut(
        "words come from beside the script",
        "USe=`${iP}@${rP}/locales`",
        "USe=new URL(`.`,document.currentScript.src).href.slice(0,-1)",
    ),
    Cut("words are not kept from one version of ours to the next", "LQ=()=>!0", "LQ=()=>!1"),
    Cut(
        "it speaks French, whatever the browser does",
        "MQ=()=>{let e=pne();return e&&jQ.includes(e)?e:AQ}",
        "MQ=()=>`fr`",
    ),
    Cut(
        "no other language is shipped",
        "`ar,bg,ca,cs,da,de,el,en-CA,en-GB,en-US,es-CO,fa,fi,fr,hr,it,ja,ko,nl,pl,pt-BR,pt-PT,ru,sv,tr,uk,vi,zh-CN,zh-TW`",
        "`fr`",
    ),
    Cut("the rest of the package is not shipped", "iP=`https://unpkg.com/@sveltia/cms`", "iP=`./absent`"),
    Cut("likewise what colours code", "`https://unpkg.com/@shikijs`", "`./absent`"),
    Cut("likewise its parts", "`https://unpkg.com/@sveltia/ui`", "`./absent`"),
    Cut("likewise what a field of ours never needs", "`https://unpkg.com/${e}`", "`./absent/${e}`"),
    Cut(
        "it asks how GitHub is",
        "Oye=`https://www.githubstatus.com/api/v2/status.json`,kye=async()=>{try{let{status:{indicator:e}}=await ez(Oye);if(e===`none`)return`none`;if(e===`minor`)return`minor`;if(e===`major`||e===`critical`)return`major`}catch{}return`unknown`}",
        "kye=async()=>`none`",
    ),
    Cut(
        "it asks how GitLab is",
        "jbe=`https://status-api.hostedstatus.com/1.0/status/5b36dc6502d06804c08349f7`,Mbe=async()=>{try{let{result:{status_overall:{status_code:e}}}=await ez(jbe);if(e===100)return`none`;if([200,300,400].includes(e))return`minor`;if([500,600].includes(e))return`major`}catch{}return`unknown`}",
        "Mbe=async()=>`none`",
    ),
    Cut(
        "the preview gives its own folder, so that nobody has one to pick",
        "let n=e?null:await Hq?.get(Vq)??null;",
        "let n=globalThis.omaFolder??(e?null:await Hq?.get(Vq)??null);",
    ),
    Cut(
        "every value is the text that was typed, as for our own parser: 09 is no nine, 1.10 not 1.1",
        "XR=(e,t)=>Gfe(e,t)",
        "XR=(e,t)=>Gfe(e,{schema:`failsafe`,...t})",
    ),
    Cut(
        "and is written so, without quotes for what others would take for a number",
        "return nP(e,null,{indent:r,",
        "return nP(e,(e,t)=>t===null?void 0:typeof t===`number`||typeof t===`boolean`?String(t):t,{schema:`failsafe`,indent:r,",
    ),
    Cut(
        "a network that fails is told in English by browsers",
        "throw Error(`Failed to send the request`,{cause:e})",
        "throw Error(`Failed to send the request`,{cause:Error(`Le dépôt ne répond pas : vérifiez votre connexion, puis recommencez.`)})",
    ),
    Cut(
        "a picture is its bare name for all kinds at once, as the forms allow for each",
        "l=s?r?`/${PO(r)}`",
        "l=s?r===``?``:r?`/${PO(r)}`",
    ),
    Cut(
        "also where one picks it among those that are there",
        "l.startsWith(`/`)||n)return t?l:`${s}${l}`",
        "l.startsWith(`/`)||n)return t?i===``?l.replace(/^\\//,``):l:`${s}${l}`",
    ),
    Cut(
        "a picture is shown where the browser's own store of small ones cannot be read",
        "let n=await JG?.get(e.sha);if(!n)",
        "let n=await(async()=>JG?.get(e.sha))().catch(()=>{});if(!n)",
    ),
    Cut(
        "(nor be written)",
        "await JG?.set(e.sha,n)}return n",
        "await(async()=>JG?.set(e.sha,n))().catch(()=>{})}return n",
    ),
    Cut(
        "and such a name is looked for where pictures lie",
        ".filter(Boolean)[0]??HK().get(e)}",
        ".filter(Boolean)[0]??HK().get(e)??HK().get(uR([QA.current?.internalPath??``,e]))}",
    ),
    Cut("it praises itself for telephones", "a9=qA(()=>ZR.isLargeScreen&&", "a9=qA(()=>!1&&"),
    Cut(
        "a draft may lack fields, as our own checks allow; the words for a field in a panel name what it is part of",
        "o0=e=>!KZ(e)||",
        "omaPath=(e,t)=>t.split(`.`).reduce((n,r,i,a)=>/^\\d+$/.test(r)?[...n.slice(0,-1),`${n.at(-1)} ${+r+1}`]:"
        "[...n,BL({...e,keyPath:a.slice(0,i+1).join(`.`)})?.label??r],[]).join(` › `),"
        "omaIsDraft=e=>Object.values(e.currentValues).some(e=>e[`publication.etat`]===`brouillon`),"
        "o0=e=>!omaIsDraft(e)&&(!KZ(e)||",
    ),
    Cut("(its end)", "(xEe(e)??`draft`)!==`draft`,", "(xEe(e)??`draft`)!==`draft`),"),
    Cut(
        "nor need its lists be long enough; only the title, which names the file, is asked for",
        "te&&BEe(ee,o),FEe(ee)",
        "te?BEe(ee,o||p===s.identifier_field):o||_!==`list`&&!b||(ee.rangeUnderflow=!1),FEe(ee)",
    ),
    Cut("and what it lacks is not written", "if(o&&t&&!HL({fieldConfig:t,locale:n})&&_I(s))", "if(o&&t&&_I(s))"),
    Cut(
        "(the panel)",
        "r=k(()=>BL({...R(f),valueMap:R(o),keyPath:t})),s=k(()=>a()[t]??[])",
        "r=k(()=>({label:omaPath({...R(f),valueMap:R(o)},t)})),s=k(()=>a()[t]??[])",
    ),
    Cut(
        "a list is looked at again while one writes into it, as any other field is",
        "VEe=({draft:e,locale:t,keyPath:n,value:r,valueMap:i})=>{",
        "omaLists=e=>{let{keyPath:t}=e;for(let n;(n=t.match(/^(.+)\\.\\d+(?=\\.|$)/)?.[1]);t=n)"
        "VEe({...e,keyPath:n,value:e.valueMap[n]})},"
        "VEe=({draft:e,locale:t,keyPath:n,value:r,valueMap:i})=>{",
    ),
    Cut(
        "(as an item is written)",
        "valueMap:s}=f(n,r);return!a||(VEe(",
        "valueMap:s}=f(n,r);return omaLists({draft:e,locale:t,keyPath:r,valueMap:s}),!a||(VEe(",
    ),
    Cut(
        "(or taken away)",
        "j(m,R(m)+1));let{fieldConfig:i}=f(n,r);return",
        "j(m,R(m)+1));let{fieldConfig:i}=f(n,r);return omaLists({draft:e,locale:t,keyPath:r,valueMap:n}),",
    ),
    Cut(
        "a photograph is named as the guide names files",
        "r=`${xP(e)}${t?`.${t.toLowerCase()}`:``}`",
        "r=`${xP(e.replaceAll(`_`,` `))}${t?`.${t.toLowerCase()}`:``}`",
    ),
)


def cut(script: str) -> str:
    """Return the script without what calls home. Raises `ValueError` where a text is not there as often as it was."""
    fonts = (
        Cut(
            "fonts come from beside the script",
            f"url(https://cdn.jsdelivr.net/fontsource/fonts/{address})",
            f"url({name})",
        )
        for address, name in _FONTS.items()
    )
    for each in (*_CUTS, *fonts):
        if (times := script.count(each.found)) != each.times:
            raise ValueError(f"{each.reason}: {times} times, not {each.times}: {each.found[:80]}")
        script = script.replace(each.found, each.instead)
    if callers := [host for host in CALLERS if host in script]:
        raise ValueError(f"it still names {', '.join(callers)}")
    return script


_OURS = {
    "l’entrée": "la fiche",
    "L’entrée": "La fiche",
    "d’entrée": "de fiche",
    "entrée": "fiche",
    "Entrée": "Fiche",
    "la ressource": "l’image",
    "La ressource": "L’image",
    "de ressource": "d’image",
    "ressource": "image",
    "Ressource": "Image",
}
"""What the editors' guide calls things."""


def words(package: Path) -> dict[str, Any]:
    """Return what the forms say, in French: the package's own words, in those of the editors' guide, completed by ours."""
    text = (package / "locales" / "fr.json").read_text(encoding="utf-8")
    for theirs, ours in _OURS.items():
        text = text.replace(theirs, ours)
    return _completed(json.loads(text), {**_read(WORDS), "add_x": _adding(_read(ADDED))})


def _adding(added: dict[str, str]) -> str:
    """Return the message of a button that adds something, whose article hangs on what it adds."""
    variants = (f"|{label}| {{{{Ajouter {words}}}}}" for label, words in added.items())
    return f".input {{$name :string}} .match $name {' '.join(variants)} * {{{{Ajouter {{$name}}}}}}"


def _completed(theirs: dict[str, Any], ours: dict[str, Any]) -> dict[str, Any]:
    nested = {name: _completed(theirs.get(name, {}), said) for name, said in ours.items() if isinstance(said, dict)}
    return {**theirs, **ours, **nested}


def _read(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def fetch(folder: Path) -> Path:
    """Return the unpacked package, as npm gives it."""
    command = ["npm", "pack", "--silent", f"{PACKAGE}@{VERSION}"]
    packed = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout.strip()
    with tarfile.open(folder / packed) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def vendor(package: Path) -> None:
    """Write our copy: script, words, fonts, licences, and the schema that tests hold our configuration against."""
    HOME.mkdir(parents=True, exist_ok=True)
    _write(HOME / "sveltia-cms.js", cut((package / "dist" / "sveltia-cms.js").read_text(encoding="utf-8")))
    _write(HOME / "fr.json", json.dumps(words(package), ensure_ascii=False, indent=1) + "\n")
    licences = [package / "LICENSE.txt", *(package / "npm" / "assets").glob("*.LICENSE.txt")]
    for file in (*licences, *(package / "npm" / "assets" / name for name in _FONTS.values())):
        (HOME / file.name).write_bytes(file.read_bytes())
    schema = _undescribed(_read(package / "schema" / "sveltia-cms.json"))
    _write(SCHEMA, json.dumps(schema, separators=(",", ":")) + "\n")


def _undescribed(node: Any) -> Any:
    """Return a schema without what it tells people, which is nine tenths of it."""
    if isinstance(node, list):
        return [_undescribed(part) for part in node]
    if not isinstance(node, dict):
        return node
    told = ("description", "markdownDescription", "deprecationMessage")
    return {name: _undescribed(part) for name, part in node.items() if name not in told or not isinstance(part, str)}


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        vendor(fetch(Path(made)))
