//! Expressions that `Set Variable` works out. Their grammar is assumed, after the manual of the Wise program that SMS Installer was
//! made from: whole numbers, texts in quotation marks, names of variables, `+ - * /`, comparisons, `Not`, `And`, `Or`, parentheses
//! and a few functions of texts.

use super::variables::{MAX_VALUE_CHARS, Variables};

/// Parentheses, signs and functions within one another.
const MAX_DEPTH: u32 = 32;
/// Those of two characters come first.
const COMPARISONS: [&str; 6] = ["<>", "<=", ">=", "=", "<", ">"];

/// Works an expression out; `None` when it is none, or divides by zero. What is true is 1, and what is not is 0.
pub fn evaluate(text: &str, variables: &Variables) -> Option<String> {
    let mut reader = Reader { rest: text, variables, depth: 0 };
    let value = reader.alternatives()?;
    reader.rest.trim().is_empty().then(|| value.chars().take(MAX_VALUE_CHARS).collect())
}

struct Reader<'a> {
    rest: &'a str,
    variables: &'a Variables,
    depth: u32,
}

impl<'a> Reader<'a> {
    fn alternatives(&mut self) -> Option<String> {
        let mut value = self.conditions()?;
        while self.takes_word("Or") {
            let other = self.conditions()?;
            value = truth(is_true(&value) || is_true(&other));
        }
        Some(value)
    }

    fn conditions(&mut self) -> Option<String> {
        let mut value = self.comparison()?;
        while self.takes_word("And") {
            let other = self.comparison()?;
            value = truth(is_true(&value) && is_true(&other));
        }
        Some(value)
    }

    fn comparison(&mut self) -> Option<String> {
        if self.takes_word("Not") {
            let value = self.deeper(Self::comparison)?;
            return Some(truth(!is_true(&value)));
        }
        let value = self.sum()?;
        let Some(operator) = COMPARISONS.into_iter().find(|operator| self.takes(operator)) else {
            return Some(value);
        };
        let other = self.sum()?;
        let order = match (value.trim().parse::<i64>(), other.trim().parse::<i64>()) {
            (Ok(value), Ok(other)) => value.cmp(&other),
            _ => value.cmp(&other),
        };
        Some(truth(match operator {
            "<>" => order.is_ne(),
            "<=" => order.is_le(),
            ">=" => order.is_ge(),
            "=" => order.is_eq(),
            "<" => order.is_lt(),
            _ => order.is_gt(),
        }))
    }

    fn sum(&mut self) -> Option<String> {
        let mut value = self.product()?;
        loop {
            if self.takes("+") {
                value = number(&value).saturating_add(number(&self.product()?)).to_string();
            } else if self.takes("-") {
                value = number(&value).saturating_sub(number(&self.product()?)).to_string();
            } else {
                return Some(value);
            }
        }
    }

    fn product(&mut self) -> Option<String> {
        let mut value = self.part()?;
        loop {
            if self.takes("*") {
                value = number(&value).saturating_mul(number(&self.part()?)).to_string();
            } else if self.takes("/") {
                value = number(&value).checked_div(number(&self.part()?))?.to_string();
            } else {
                return Some(value);
            }
        }
    }

    fn part(&mut self) -> Option<String> {
        if self.takes("-") {
            let value = self.deeper(Self::part)?;
            return Some(number(&value).saturating_neg().to_string());
        }
        if self.takes("(") {
            return self.deeper(|reader| {
                let value = reader.alternatives()?;
                reader.takes(")").then_some(value)
            });
        }
        self.rest = self.rest.trim_start();
        if let Some(behind) = self.rest.strip_prefix('"') {
            let (text, rest) = behind.split_once('"')?;
            self.rest = rest;
            return Some(text.to_string());
        }
        let word = self.word();
        if word.is_empty() {
            return None;
        }
        if word.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(word.to_string());
        }
        if self.takes("(") {
            self.deeper(|reader| reader.function(word))
        } else {
            Some(self.variables.get(word).to_string())
        }
    }

    /// A function of a text, behind its parenthesis. Characters are counted from 1.
    fn function(&mut self, name: &str) -> Option<String> {
        let mut arguments = vec![self.alternatives()?];
        while self.takes(",") && arguments.len() < 3 {
            arguments.push(self.alternatives()?);
        }
        if !self.takes(")") {
            return None;
        }
        let text: Vec<char> = arguments[0].chars().collect();
        let count =
            |n: usize| arguments.get(n).map(|argument| usize::try_from(number(argument)).unwrap_or(0));
        let part = |from: usize, length: usize| text.iter().skip(from).take(length).collect::<String>();
        match (name.to_ascii_lowercase().as_str(), count(1), count(2)) {
            ("len", None, None) => Some(text.len().to_string()),
            ("left$", Some(length), None) => Some(part(0, length)),
            ("right$", Some(length), None) => Some(part(text.len().saturating_sub(length), length)),
            ("mid$", Some(from), Some(length)) => Some(part(from.saturating_sub(1), length)),
            _ => None,
        }
    }

    fn deeper(&mut self, read: impl FnOnce(&mut Self) -> Option<String>) -> Option<String> {
        self.depth += 1;
        let value = if self.depth > MAX_DEPTH { None } else { read(self) };
        self.depth -= 1;
        value
    }

    fn takes(&mut self, mark: &str) -> bool {
        let rest = self.rest.trim_start();
        let behind = rest.strip_prefix(mark);
        self.rest = behind.unwrap_or(rest);
        behind.is_some()
    }

    fn takes_word(&mut self, word: &str) -> bool {
        let before = self.rest;
        self.rest = before.trim_start();
        let taken = self.word().eq_ignore_ascii_case(word);
        if !taken {
            self.rest = before;
        }
        taken
    }

    /// Up to the next blank, operator, comma or quotation mark.
    fn word(&mut self) -> &'a str {
        let is_end = |c: char| c.is_whitespace() || ",\"<>=+-*/()".contains(c);
        let (word, rest) = self.rest.split_at(self.rest.find(is_end).unwrap_or(self.rest.len()));
        self.rest = rest;
        word
    }
}

fn number(text: &str) -> i64 {
    text.trim().parse().unwrap_or(0)
}

fn is_true(text: &str) -> bool {
    number(text) != 0
}

fn truth(is_so: bool) -> String {
    u8::from(is_so).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn expressions_are_worked_out_from_the_left_products_first() {
        let mut variables = Variables::default();
        variables.set("COUNT", "7");
        variables.set("NAME", "windows");
        for (text, value) in [
            ("1 + 2 * 3 - 4", Some("3")),
            ("(1+2)*3", Some("9")),
            ("COUNT / 2", Some("3")),
            ("-COUNT", Some("-7")),
            ("COUNT >= 7 And Not NAME = \"DOS\"", Some("1")),
            ("COUNT < 7 Or 0", Some("0")),
            ("10 > 9", Some("1")),
            ("Left$(NAME, 3)", Some("win")),
            ("Right$(NAME, 2)", Some("ws")),
            ("Mid$(\"abcdef\", 2, 3)", Some("bcd")),
            ("Len(NAME)", Some("7")),
            ("\"a b\"", Some("a b")),
            ("NOBODY", Some("")),
            ("1 / 0", None),
            ("1 +", None),
            ("Frob(1)", None),
            ("", None),
        ] {
            assert_eq!(evaluate(text, &variables).as_deref(), value, "{text}");
        }
    }

    #[test]
    fn depth_is_limited() {
        let nested = |depth: usize| format!("{}1{}", "(".repeat(depth), ")".repeat(depth));
        let depth = MAX_DEPTH as usize;
        assert_eq!(evaluate(&nested(depth), &Variables::default()).as_deref(), Some("1"));
        assert_eq!(evaluate(&nested(depth + 1), &Variables::default()), None);
        assert_eq!(evaluate(&"-".repeat(100_000), &Variables::default()), None);
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "[ -~é]{0,60}") {
            let _ = evaluate(&text, &Variables::default());
        }
    }
}
