//! What a script must survive: the way to bytes and back, and any bytes at all.

use proptest::prelude::*;

use super::*;
use crate::wire::testing;

/// With the indentation that articles print, a blank line, a block within a block, and one that is switched off.
const SAMPLE: &str = "Document Type: IPF\r\nitem: Global\r\n  Version=5.0\r\n  Title=A = B \r\nend\r\n\r\n\
    item: Edit Registry\r\n  Total Keys=1\r\n  item: Key\r\n    Key=Software\\A\r\n    Root=2\r\n  end\r\nend\r\n\
    remarked item: Edit INI File\r\n Pathname=X.INI\r\n Settings=[a]\r\n Settings=b=c\r\n Settings=\r\n end \n\
    item: Exit Installation\nend";

#[test]
fn a_script_reads_into_blocks() {
    let script = Ipf::parse(SAMPLE.as_bytes()).unwrap();
    assert_eq!(script.global().unwrap().text("Title"), "A = B ");
    let names: Vec<_> = script.blocks().map(|b| (b.name.as_str(), b.remarked, b.place.0)).collect();
    let expected = [
        ("Global", false, 2),
        ("Edit Registry", false, 7),
        ("Edit INI File", true, 14),
        ("Exit Installation", false, 20),
    ];
    assert_eq!(names, expected);
    let blocks: Vec<&Block> = script.blocks().collect();
    assert_eq!(blocks[1].blocks().next().unwrap().text("Key"), "Software\\A");
    assert_eq!(blocks[2].texts("Settings"), ["[a]", "b=c", ""]);
    assert_eq!(blocks[3].text("Flags"), "", "what is left out is empty");
}

#[test]
fn the_language_of_the_default_may_be_named() {
    for name in ["Text", "Text English"] {
        let block = Block::new("Display Message", &[(name, "one"), (name, "two"), ("Text French", "un")]);
        assert_eq!(block.lines("Text"), ["one", "two"]);
    }
}

#[test]
fn a_script_is_written_with_two_blanks_a_level() {
    let mut keys = Block::new("Edit Registry", &[("Total Keys", "1")]);
    keys.parts.push(Part::Block(Block::new("Key", &[("Root", "2")])));
    let text = "Document Type: IPF\r\nitem: Edit Registry\r\n  Total Keys=1\r\n  item: Key\r\n    Root=2\r\n  end\r\nend\r\n";
    assert_eq!(Ipf::of(vec![keys]).render(), text);
}

#[test]
fn errors_name_line_and_item() {
    let nested = format!("Document Type: IPF\n{}", "item: X\n".repeat(MAX_DEPTH + 1));
    let many = format!("Document Type: IPF\n{}", "item: X\nend\n".repeat(MAX_ITEMS + 1));
    for (text, error) in [
        ("", "line 1: expected `Document Type: IPF`"),
        ("Document Type: IPF\nend\n", "line 2: expected `item:`"),
        (
            "Document Type: IPF\nitem: A\nend\nitem: B\n  C\n",
            "line 5, in item 2, `B`: expected an attribute, `item:` or `end`",
        ),
        ("Document Type: WSE\nitem: A\n  B=1\n", "line 4, in item 1, `A`: expected `end`"),
        (&nested, "line 10, in item 1, `X`: items stand at most 8 deep in one another"),
        (&many, "line 16386: a script has at most 8192 items"),
        (&" ".repeat(MAX_BYTES + 1), "line 1: a script has at most 1141000 bytes"),
    ] {
        assert_eq!(Ipf::parse(text.as_bytes()).unwrap_err().to_string(), error);
    }
}

/// A value has no end of line in it.
fn attribute() -> impl Strategy<Value = Part> {
    let name = "[A-Z][A-Za-z0-9 ]{0,12}[A-Za-z0-9]";
    let value = prop_oneof!["[ -~]{0,40}", "[ -~éüñà]{0,20}"];
    (name, value)
        .prop_map(|(name, value)| Part::Attribute(Attribute { name, value, layout: Layout::default() }))
}

fn block() -> impl Strategy<Value = Block> {
    let leaf = (any::<bool>(), "[A-Z][A-Za-z/.]{0,20}", prop::collection::vec(attribute(), 0..6));
    let leaf = leaf.prop_map(|(remarked, name, parts)| Block { remarked, parts, ..Block::new(&name, &[]) });
    leaf.prop_recursive(3, 20, 4, |inner| {
        (inner.clone(), prop::collection::vec(inner, 0..4)).prop_map(|(block, within)| {
            let parts = block.parts.into_iter().chain(within.into_iter().map(Part::Block)).collect();
            Block { parts, ..block }
        })
    })
}

proptest! {
    #[test]
    fn what_is_written_reads_back(blocks in prop::collection::vec(block(), 0..8)) {
        let script = Ipf::of(blocks);
        prop_assert_eq!(Ipf::parse(&script.to_bytes()), Ok(script));
    }

    #[test]
    fn whatever_reads_is_written_byte_for_byte(bytes in testing::bytes(SAMPLE)) {
        let near = [b"Document Type: IPF\n".to_vec(), bytes.clone()].concat();
        for bytes in [bytes, near] {
            if let Ok(script) = Ipf::parse(&bytes) {
                prop_assert_eq!(script.to_bytes(), bytes);
            }
        }
    }

    #[test]
    fn damage_is_refused_or_kept(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let bytes = testing::damaged(SAMPLE.as_bytes(), at, byte);
        if let Ok(script) = Ipf::parse(&bytes) {
            prop_assert_eq!(script.to_bytes(), bytes);
        }
    }
}
