"""Small lists of our own, with invented names, in the formats in which lists are published."""

from __future__ import annotations

import json

EU_XML = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2031-05-02T09:00:00.000+02:00" globalFileId="900001">
  <sanctionEntity designationDetails="" unitedNationId="" euReferenceNumber="EU.900.1" logicalId="9001">
    <remark>invented</remark>
    <regulation regulationType="regulation" organisationType="council" programme="VEL" logicalId="1">
      <publicationUrl>none</publicationUrl>
    </regulation>
    <subjectType code="enterprise" classificationCode="E"/>
    <nameAlias firstName="" middleName="" lastName="" wholeName="Sarmeh Liberation Front" strong="true" logicalId="1">
      <regulationSummary regulationType="regulation" numberTitle="1/2031"/>
    </nameAlias>
    <nameAlias firstName="" middleName="" lastName="" wholeName="Front de libération de Sarmeh" nameLanguage="FR"/>
  </sanctionEntity>
  <sanctionEntity euReferenceNumber="EU.900.2" logicalId="9002">
    <regulation programme="VEL"/>
    <subjectType code="person" classificationCode="P"/>
    <nameAlias firstName="Youssouf" middleName="" lastName="Tolobi &amp; sons" wholeName=""/>
    <birthdate birthdate="1990-01-01" year="1990"/>
  </sanctionEntity>
</export>
"""

EU_CSV = (
    "fileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;Entity_SubjectType;"
    "Entity_SubjectType_ClassificationCode;Entity_Regulation_Programme;NameAlias_LastName;NameAlias_FirstName;"
    "NameAlias_MiddleName;NameAlias_WholeName;BirthDate_BirthDate\n"
    "02/05/2031;9001;EU.900.1;E;enterprise;VEL;;;;Sarmeh Liberation Front;\n"
    '02/05/2031;9001;EU.900.1;E;enterprise;VEL;;;;"Front de libération de Sarmeh; Nord";\n'
    "02/05/2031;9002;EU.900.2;P;person;VEL;Tolobi;Youssouf;;;\n"
    "02/05/2031;9002;EU.900.2;P;person;VEL;;;;;1990-01-01\n"
)

UN_XML = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<CONSOLIDATED_LIST xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:noNamespaceSchemaLocation="https://www.un.org/sc/resources/sc-sanctions.xsd" dateGenerated="2031-05-03T00:00:09Z">
  <INDIVIDUALS>
    <INDIVIDUAL>
      <DATAID>90001</DATAID><VERSIONNUM>1</VERSIONNUM>
      <FIRST_NAME>YUSUF</FIRST_NAME><SECOND_NAME>TOLOBI</SECOND_NAME>
      <NAME_ORIGINAL_SCRIPT>يوسف طلوبي</NAME_ORIGINAL_SCRIPT>
      <UN_LIST_TYPE>VELMARA</UN_LIST_TYPE><REFERENCE_NUMBER>VMi.001</REFERENCE_NUMBER>
      <DESIGNATION><VALUE>General</VALUE></DESIGNATION>
      <LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>
      <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Colonel Youssouf Tolobi</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
    </INDIVIDUAL>
  </INDIVIDUALS>
  <ENTITIES>
    <ENTITY>
      <DATAID>90002</DATAID><FIRST_NAME>SARMEH LIBERATION FRONT</FIRST_NAME>
      <UN_LIST_TYPE>VELMARA</UN_LIST_TYPE><REFERENCE_NUMBER>VMe.001</REFERENCE_NUMBER>
      <ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>FLS</ALIAS_NAME></ENTITY_ALIAS>
    </ENTITY>
  </ENTITIES>
</CONSOLIDATED_LIST>
"""

_FTM = (
    {
        "id": "vm-1",
        "caption": "Sarmeh Liberation Front",
        "schema": "Organization",
        "datasets": ["vm"],
        "referents": [],
        "properties": {
            "name": ["Sarmeh Liberation Front"],
            "alias": ["Front de libération de Sarmeh"],
            "topics": ["sanction"],
        },
        "target": True,
        "first_seen": "2031-01-01T00:00:00",
        "last_seen": "2031-05-04T00:00:00",
        "last_change": "2031-04-01T00:00:00",
    },
    {
        "id": "vm-2",
        "caption": "Youssouf Tolobi",
        "schema": "Person",
        "datasets": ["vm"],
        "referents": [],
        "properties": {"name": ["Youssouf Tolobi"], "alias": ["يوسف طلوبي"]},
        "target": True,
        "last_change": "2031-05-01T00:00:00",
    },
    {
        "id": "vm-3",
        "caption": "A sanction",
        "schema": "Sanction",
        "properties": {"entity": ["vm-1"], "program": ["VEL"]},
    },
    {
        "id": "vm-4",
        "caption": "3rd Infantry Battalion",
        "schema": "Organization",
        "datasets": ["vm"],
        "properties": {
            "name": ["3rd Infantry Battalion"],
            "sanctions": [{"id": "s", "schema": "Sanction", "properties": {"program": ["VEL"]}}],
        },
    },
)
FTM_JSON = "".join(json.dumps(entity, ensure_ascii=False) + "\n" for entity in _FTM)

SIMPLE_CSV = (
    '"id","schema","name","aliases","birth_date","countries","addresses","identifiers","sanctions","phones","emails",'
    '"program_ids","dataset","first_seen","last_seen","last_change"\n'
    '"vm-1","Organization","Sarmeh Liberation Front","""Front; libération de Sarmeh"";SLF","","vm","","","","","",'
    '"VEL","Velmara list","2031-01-01","2031-05-04","2031-04-01"\n'
    '"vm-2","Person","Youssouf Tolobi","","","","","","","","","VEL","Velmara list",'
    '"2031-01-01","2031-05-04","2031-04-01"\n'
    '"vm-9","Vessel","Ship","","","","","","","","","","Velmara list","2031-01-01","2031-05-04","2031-04-01"\n'
)

ALL = {
    "eu.xml": EU_XML,
    "eu.csv": EU_CSV,
    "un.xml": UN_XML,
    "entities.ftm.json": FTM_JSON,
    "targets.simple.csv": SIMPLE_CSV,
}
