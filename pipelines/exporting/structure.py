"""The SDMX data structure definition (SDMX-ML 3.0): code lists, concepts, the structure, and the dataflow.

Versions are of the form 1.0, which SDMX allows to change: the code lists grow with the catalogue.
"""

from __future__ import annotations

import csv
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from pipelines.exporting.about import TITLE, About

AGENCY, FLOW, STRUCTURE, CONCEPTS, VERSION = "SHUANGCHENG", "DF_INDICATORS", "DSD_INDICATORS", "CS_INDICATORS", "1.0"
# Component -> its code list, or its SDMX text type. What makes a row unique comes first, the time last.
DIMENSIONS = {
    "INDICATOR": "CL_INDICATOR", "REF_AREA": "CL_AREA", "MEASURE": "CL_MEASURE", "CLAIM": "CL_CLAIM",
    "TIME_BASIS": "CL_TIME_BASIS", "STATEMENT": "Integer", "TIME_PERIOD": "ObservationalTimePeriod",
}  # fmt: skip
ATTRIBUTES = {
    "UNIT_MEASURE": "CL_UNIT", "BOUND": "CL_BOUND", "LOW": "Decimal", "HIGH": "Decimal",
    "OBS_STATUS": "CL_OBS_STATUS", "VALUE_AS_PUBLISHED": "String", "UNIT_AS_PUBLISHED": "String", "QUOTE": "String",
    "DOCUMENT": "String", "TITLE": "String", "PUBLISHER": "String", "PUBLISHED_ON": "GregorianDay",
    "SPAN_START": "Integer", "SPAN_END": "Integer", "CONFIDENCE": "Decimal", "REVIEW_STATUS": "CL_REVIEW_STATUS",
    "OBS_ID": "String", "VINTAGE": "String",
}  # fmt: skip
REQUIRED = {"UNIT_MEASURE", "BOUND", "OBS_STATUS", "OBS_ID", "VINTAGE"}
_SCHEMAS = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/"
_PREFIXES = {"mes": f"{_SCHEMAS}message", "str": f"{_SCHEMAS}structure", "com": f"{_SCHEMAS}common"}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Code(NamedTuple):
    """A code with its names."""

    code: str
    name_en: str
    name_zh: str
    about_en: str = ""
    about_zh: str = ""


def sdmx_id(code: str) -> str:
    """A code as SDMX allows it (letters, digits, _ @ $ -): any other character is its code point between dollars.

    >>> sdmx_id("china_europe_trains"), sdmx_id("t/年")
    ('china_europe_trains', 't$2F$$5E74$')
    """
    return re.sub(r"[^A-Za-z0-9_@-]", lambda found: f"${ord(found[0]):X}$", code)


def structure_message(con: DuckDBPyConnection, told: About) -> bytes:
    """The structure message of the table behind `con`; the same table gives the same bytes."""
    root = ET.Element(_tag("mes:Structure"))
    header = _add(root, "mes:Header")
    _add(header, "mes:ID", f"SHUANGCHENG_{told.run_id}")
    _add(header, "mes:Test", "false")
    _add(header, "mes:Prepared", f"{told.as_of or date(1980, 1, 1)}T00:00:00Z")
    _add(header, "mes:Sender", id=AGENCY)
    parts = _add(root, "mes:Structures")
    agencies = _add(_add(parts, "str:AgencySchemes"), "str:AgencyScheme", id="AGENCIES", agencyID="SDMX")
    _named(agencies, Code("", "Agencies", ""))
    _named(_add(agencies, "str:Agency", id=AGENCY), Code("", "Shuangcheng", "双城指标"))
    lists = _add(parts, "str:Codelists")
    for name, codes in _code_lists(con).items():
        _code_list(lists, name, codes)
    _concepts(_add(parts, "str:ConceptSchemes"))
    _dataflow(_add(parts, "str:Dataflows"), told)
    _structure(_add(parts, "str:DataStructures"))
    ET.indent(root)
    made: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return made + b"\n"


@cache
def fixed_codes() -> dict[str, tuple[Code, ...]]:
    """The lists of codes.csv, and under CONCEPT the names of the components."""
    with open(Path(__file__).with_name("codes.csv"), encoding="utf-8", newline="") as stream:
        rows = [(row["list"], Code(row["code"], row["name_en"], row["name_zh"])) for row in csv.DictReader(stream)]
    return {name: tuple(code for own, code in rows if own == name) for name in dict.fromkeys(own for own, _ in rows)}


def _code_lists(con: DuckDBPyConnection) -> dict[str, Iterable[Code]]:
    queries = {
        "CL_INDICATOR": "SELECT indicator_id, name_en, name_zh, description_en, description_zh FROM indicator",
        "CL_AREA": "SELECT ref_area, name_en, name_zh, '', '' FROM ref_area",
        "CL_UNIT": "SELECT unit, symbol_en, symbol_zh, '', '' FROM unit",
    }
    fixed: dict[str, Iterable[Code]] = {name: codes for name, codes in fixed_codes().items() if name != "CONCEPT"}
    for name, sql in queries.items():
        fixed[name] = [Code(*row) for row in con.execute(f"{sql} ORDER BY 1").fetchall()]
    return fixed


def _code_list(lists: ET.Element, name: str, codes: Iterable[Code]) -> None:
    made = _add(lists, "str:Codelist", id=name, agencyID=AGENCY, version=VERSION)
    _named(made, Code("", name.removeprefix("CL_").replace("_", " ").capitalize(), ""))
    for code in codes:
        _named(_add(made, "str:Code", id=sdmx_id(code.code)), code)


def _concepts(schemes: ET.Element) -> None:
    scheme = _add(schemes, "str:ConceptScheme", id=CONCEPTS, agencyID=AGENCY, version=VERSION)
    _named(scheme, Code("", "Concepts of the indicator table", ""))
    for concept in fixed_codes()["CONCEPT"]:
        _named(_add(scheme, "str:Concept", id=concept.code), concept)


def _dataflow(flows: ET.Element, told: About) -> None:
    flow = _add(flows, "str:Dataflow", id=FLOW, agencyID=AGENCY, version=VERSION)
    notes = _add(flow, "com:Annotations")
    for kind, text in told.facts()[1:]:
        note = _add(notes, "com:Annotation")
        _add(note, "com:AnnotationType", kind.upper().replace(" ", "_"))
        _add(note, "com:AnnotationText", text).set(_LANG, "en")
    _named(flow, Code("", TITLE, ""))
    _add(flow, "str:Structure", f"urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure={_own(STRUCTURE)}")


def _structure(structures: ET.Element) -> None:
    made = _add(structures, "str:DataStructure", id=STRUCTURE, agencyID=AGENCY, version=VERSION)
    _named(made, Code("", "Structure of the indicator table", ""))
    parts = _add(made, "str:DataStructureComponents")
    dimensions = _add(parts, "str:DimensionList", id="DimensionDescriptor")
    for position, (name, kind) in enumerate(DIMENSIONS.items(), 1):
        if name == "TIME_PERIOD":
            _component(dimensions, "TimeDimension", name, kind)
        else:
            _component(dimensions, "Dimension", name, kind).set("position", str(position))
    attributes = _add(parts, "str:AttributeList", id="AttributeDescriptor")
    for name, kind in ATTRIBUTES.items():
        attribute = _component(attributes, "Attribute", name, kind)
        attribute.set("usage", "mandatory" if name in REQUIRED else "optional")
        _add(_add(attribute, "str:AttributeRelationship"), "str:Observation")
    measures = _add(parts, "str:MeasureList", id="MeasureDescriptor")
    _component(measures, "Measure", "OBS_VALUE", "Decimal")


def _component(parent: ET.Element, tag: str, name: str, kind: str) -> ET.Element:
    made = _add(parent, f"str:{tag}", id=name)
    _add(made, "str:ConceptIdentity", f"urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept={_own(CONCEPTS)}.{name}")
    shape = _add(made, "str:LocalRepresentation")
    if kind.startswith("CL_"):
        _add(shape, "str:Enumeration", f"urn:sdmx:org.sdmx.infomodel.codelist.Codelist={_own(kind)}")
    else:
        _add(shape, "str:TextFormat", textType=kind)
    return made


def _named(element: ET.Element, names: Code) -> ET.Element:
    for tag, english, chinese in (
        ("Name", names.name_en, names.name_zh),
        ("Description", names.about_en, names.about_zh),
    ):
        for language, text in (("en", english), ("zh", chinese)):
            if text:
                _add(element, f"com:{tag}", text).set(_LANG, language)
    return element


def _own(name: str) -> str:
    return f"{AGENCY}:{name}({VERSION})"


def _tag(name: str) -> str:
    prefix, local = name.split(":")
    return f"{{{_PREFIXES[prefix]}}}{local}"


def _add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, _tag(tag), attributes)
    made.text = None if text is None else _NO_XML.sub("\ufffd", text)
    return made


for _prefix, _address in _PREFIXES.items():
    ET.register_namespace(_prefix, _address)
