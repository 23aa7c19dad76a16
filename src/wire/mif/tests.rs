//! What a MIF must survive: the way to text and back, and any bytes at all.

use proptest::prelude::*;

use super::parse::{ACCESSES, STORAGES};
use super::*;
use crate::wire::testing;

/// As installation programs write it (Q166833), with DMI's freedom of case and white space.
const SAMPLE: &str = r#"// Written by setup
Language = "en|US|iso8859-1"
START COMPONENT  NAME = "WORKSTATION"
  START GROUP  NAME = "ComponentID"  ID = 1  CLASS = "DMTF|ComponentID|1.0"
    Start Attribute
      Name = "Manufacturer" Id = 1 Access = Read-Only Storage = Specific
      Type = DisplayString(64)
      Value = "Acme" " Inc." -- two texts are one
    End Attribute
    START ATTRIBUTE NAME = "Size" ID = 0x02 TYPE = INT VALUE = -5 END ATTRIBUTE
  END GROUP
END COMPONENT
"#;

#[test]
fn the_syntax_of_dmi_reads() {
    let mif = Mif::parse(SAMPLE.as_bytes()).unwrap();
    assert_eq!(mif.name, "WORKSTATION");
    let group = mif.group("dmtf|componentid|1.0").unwrap();
    assert_eq!((group.name.as_str(), group.id), ("ComponentID", 1));
    assert_eq!(
        group.attribute("MANUFACTURER"),
        Some(&Attribute::read_only(1, "Manufacturer", 64, "Acme Inc."))
    );
    let size = group.attribute("Size").unwrap();
    assert_eq!((size.id, size.kind, &size.value), (2, Type::Integer, &Some(Value::Number(-5))));
    assert_eq!(group.text("Size"), None);
}

#[test]
fn a_mif_prints_with_two_spaces_a_level() {
    let attributes = vec![Attribute::read_only(1, "Status", 32, "a \"b\" \\")];
    let class = "MICROSOFT|JOBSTATUS|1.0".to_string();
    let group = Group {
        name: "InstallStatus".into(),
        id: 2,
        class,
        key: vec![6, 2, 1],
        description: None,
        attributes,
    };
    let mif = Mif { name: "WORKSTATION".into(), description: None, groups: vec![group] };
    let text = r#"START COMPONENT
  NAME = "WORKSTATION"
  START GROUP
    NAME = "InstallStatus"
    ID = 2
    CLASS = "MICROSOFT|JOBSTATUS|1.0"
    KEY = 6,2,1
    START ATTRIBUTE
      NAME = "Status"
      ID = 1
      ACCESS = READ-ONLY
      STORAGE = SPECIFIC
      TYPE = STRING(32)
      VALUE = "a \"b\" \\"
    END ATTRIBUTE
  END GROUP
END COMPONENT
"#;
    assert_eq!(mif.render().replace("\r\n", "\n"), text);
    assert_eq!(Mif::parse(text.as_bytes()), Ok(mif));
}

#[test]
fn syntax_errors_print_as_the_despooler_logs_them() {
    for (from, to, printed) in [
        ("NAME = \"WORKSTATION\"", "NAME \"WORKSTATION\"", "syntax error on line 3, token \"WORKSTATION\""),
        ("\"WORKSTATION\"", "WORKSTATION", "syntax error on line 3, token WORKSTATION"),
        ("\"ComponentID\"", "\"ComponentID", "syntax error on line 4, token |"),
        ("\"Acme\" \" Inc.\"", "\"Acme", "syntax error on line 8, token \"Acme -- two texts are one"),
        ("Start Attribute", "Start Text", "syntax error on line 5, token Text"),
        ("Start Attribute", "Start Table", "TABLE on line 5 is not supported"),
        ("Read-Only", "Never", "syntax error on line 6, token Never"),
        ("Id = 1 Access", "Id = 1 Id = 1 Access", "syntax error on line 6, token Id"),
        ("DisplayString(64)", "Text(64)", "syntax error on line 7, token Text"),
        ("DisplayString(64)", "Integer", "syntax error on line 8, token \"Acme\""),
        ("VALUE = -5", "VALUE = 9x", "syntax error on line 10, token 9x"),
        ("TYPE = INT", "", "syntax error on line 10, token END"),
        ("END COMPONENT\n", "", "syntax error on line 12, token "),
        ("END COMPONENT\n", "END COMPONENT\nMORE", "syntax error on line 13, token MORE"),
    ] {
        assert!(SAMPLE.contains(from), "{from}");
        let error = Mif::parse(SAMPLE.replacen(from, to, 1).as_bytes()).unwrap_err();
        assert_eq!(error.to_string(), printed, "{from} -> {to}");
    }
}

#[test]
fn a_text_with_a_quote_is_found_wherever_it_stands() {
    let mut mif = Mif::parse(SAMPLE.as_bytes()).unwrap();
    assert_eq!(mif.text_with_quote(), None);
    mif.groups[0].attributes[0].value = Some(Value::Text("12\" disk".into()));
    assert_eq!(mif.text_with_quote(), Some("12\" disk"));
    mif.name = "\"".into();
    assert_eq!(mif.text_with_quote(), Some("\""));
}

#[test]
fn limits_are_kept() {
    let group = "START GROUP NAME = \"\" ID = 1 CLASS = \"\" END GROUP\n";
    let file = |groups: usize| format!("START COMPONENT NAME = \"\"\n{}END COMPONENT", group.repeat(groups));
    assert_eq!(Mif::parse(file(MAX_GROUPS).as_bytes()).unwrap().groups.len(), MAX_GROUPS);
    let limit = MAX_GROUPS;
    let over = Mif::parse(file(MAX_GROUPS + 1).as_bytes());
    assert_eq!(over, Err(MifError::TooMany { line: 1026, what: "groups", limit }));
    let (bytes, limit) = (MAX_MIF_BYTES + 1, MAX_MIF_BYTES);
    assert_eq!(Mif::parse(&vec![b' '; bytes]), Err(MifError::TooLong { bytes, limit }));
    assert_eq!(Mif::parse(b"START \xff"), Err(MifError::NotText { offset: 6 }));
}

fn any_type() -> impl Strategy<Value = Type> {
    prop_oneof![
        prop::sample::select(vec![Type::Integer, Type::Counter, Type::Counter64, Type::Gauge, Type::Date]),
        any::<u32>().prop_map(Type::Str),
        any::<u32>().prop_map(Type::OctetString),
    ]
}

fn any_value(kind: Type) -> impl Strategy<Value = Option<Value>> {
    let values = prop_oneof![
        any::<i64>().prop_map(Value::Number),
        "(?s).{0,20}".prop_map(Value::Text),
        testing::text().prop_map(Value::Text),
        Just(Value::Unsupported),
        Just(Value::Unknown),
    ];
    prop::option::of(values).prop_map(move |value| value.filter(|value| kind.takes(value)))
}

prop_compose! {
    fn any_attribute()(kind in any_type())(
        kind in Just(kind), name in testing::text(), id in any::<u32>(), value in any_value(kind),
        access in prop::option::of(prop::sample::select(ACCESSES.map(|(_, access)| access).to_vec())),
        storage in prop::option::of(prop::sample::select(STORAGES.map(|(_, storage)| storage).to_vec())),
        description in prop::option::of(testing::text()),
    ) -> Attribute {
        Attribute { name, id, kind, access, storage, description, value }
    }
}

prop_compose! {
    /// Any group, for the tests of the MIFs that carry some.
    pub fn any_group()(
        name in testing::text(), id: u32, class in testing::text(),
        key in prop::collection::vec(any::<u32>(), 0..4), description in prop::option::of(testing::text()),
        attributes in prop::collection::vec(any_attribute(), 0..4),
    ) -> Group {
        Group { name, id, class, key, description, attributes }
    }
}

prop_compose! {
    fn any_mif()(
        name in testing::text(), description in prop::option::of(testing::text()),
        groups in prop::collection::vec(any_group(), 0..4),
    ) -> Mif {
        Mif { name, description, groups }
    }
}

proptest! {
    #[test]
    fn every_mif_reads_back(mif in any_mif()) {
        prop_assert_eq!(Mif::parse(mif.render().as_bytes()), Ok(mif));
    }

    #[test]
    fn no_bytes_panic(bytes in testing::bytes(SAMPLE), mif in any_mif(), at: prop::sample::Index, byte: u8) {
        for bytes in [bytes, testing::damaged(mif.render().as_bytes(), at, byte)] {
            if let Ok(mif) = Mif::parse(&bytes) {
                prop_assert_eq!(Mif::parse(mif.render().as_bytes()), Ok(mif));
            }
        }
    }
}
