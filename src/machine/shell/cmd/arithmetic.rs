//! SET /A: 32-bit numbers, variables by their names, and the operators of C, commas between expressions.

/// Parentheses and signs in one another.
const MAX_DEPTH: usize = 64;

/// Why an expression has no value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in super::super) enum Wrong {
    MissingParenthesis,
    MissingOperator,
    MissingOperand,
    BadNumber,
    DividedByZero,
}

impl Wrong {
    pub const fn message(self) -> &'static str {
        match self {
            Self::MissingParenthesis => "Unbalanced parenthesis.",
            Self::MissingOperator => "Missing operator.",
            Self::MissingOperand => "Missing operand.",
            Self::BadNumber => {
                "Invalid number.  Numeric constants are either decimal (17), hexadecimal (0x11), or octal (021)."
            }
            Self::DividedByZero => "Divide by zero error.",
        }
    }

    /// The exit code: those that CMD.EXE gives, whose lowest bits count up from 0x400023CC (general knowledge).
    pub const fn code(self) -> i32 {
        match self {
            Self::MissingParenthesis => 1_073_750_988,
            Self::MissingOperator => 1_073_750_989,
            Self::MissingOperand => 1_073_750_990,
            Self::BadNumber => 1_073_750_991,
            Self::DividedByZero => 1_073_750_993,
        }
    }
}

/// Where variables are read and set.
pub(in super::super) trait Variables {
    fn number(&self, name: &str) -> i32;
    fn assign(&mut self, name: &str, value: i32);
}

/// The value of the last expression; assignments are made on the way.
pub(in super::super) fn evaluate(text: &str, variables: &mut dyn Variables) -> Result<i32, Wrong> {
    let text = text.chars().filter(|c| *c != '"').collect();
    let mut reader = Reader { text, at: 0, depth: 0, variables };
    let mut value = reader.assignment()?;
    while reader.takes(",") {
        value = reader.assignment()?;
    }
    reader.skip_blanks();
    match reader.text.get(reader.at) {
        None => Ok(value),
        Some(')') => Err(Wrong::MissingParenthesis),
        Some(_) => Err(Wrong::MissingOperator),
    }
}

/// The number that a text begins with: decimal, `0x` hexadecimal or `0` octal; 0 when it is none.
pub(in super::super) fn number_of(text: &str) -> i32 {
    let (sign, digits) = text.trim().strip_prefix('-').map_or((1, text.trim()), |rest| (-1, rest));
    let word: String = digits.chars().take_while(char::is_ascii_alphanumeric).collect();
    number(&word).unwrap_or(0).wrapping_mul(sign)
}

/// A whole word as a number.
pub(in super::super) fn number(word: &str) -> Option<i32> {
    let lower = word.to_ascii_lowercase();
    let (digits, radix) = match lower.strip_prefix("0x") {
        Some(digits) => (digits, 16),
        None if lower.len() > 1 && lower.starts_with('0') => (&lower[1..], 8),
        None => (lower.as_str(), 10),
    };
    let value = i64::from_str_radix(digits, radix).ok()?;
    // What is beyond 32 bits is taken as far as it fits.
    Some(value.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32)
}

struct Reader<'a> {
    text: Vec<char>,
    at: usize,
    depth: usize,
    variables: &'a mut dyn Variables,
}

/// The binary operators, the loosest first.
const LEVELS: [&[&str]; 6] = [&["|"], &["^"], &["&"], &["<<", ">>"], &["+", "-"], &["*", "/", "%"]];
/// What assigns: `=`, or an operator with it.
const ASSIGNMENTS: [&str; 11] = ["=", "+=", "-=", "*=", "/=", "%=", "&=", "^=", "|=", "<<=", ">>="];

impl Reader<'_> {
    fn skip_blanks(&mut self) {
        while self.text.get(self.at).is_some_and(|c| c.is_whitespace()) {
            self.at += 1;
        }
    }

    fn takes(&mut self, wanted: &str) -> bool {
        self.skip_blanks();
        let found = self.text[self.at..].iter().copied().take(wanted.len()).eq(wanted.chars());
        self.at += if found { wanted.len() } else { 0 };
        found
    }

    fn assignment(&mut self) -> Result<i32, Wrong> {
        self.nested(|reader| {
            let start = reader.at;
            reader.skip_blanks();
            let name = reader.word();
            let is_name = name.chars().next().is_some_and(|c| !c.is_ascii_digit());
            let assigns = ASSIGNMENTS.iter().rev().find(|mark| is_name && reader.takes(mark));
            let Some(mark) = assigns else {
                reader.at = start;
                return reader.level(0);
            };
            let operator = &mark[..mark.len() - 1];
            let right = reader.assignment()?;
            let left = reader.variables.number(&name);
            let value = if operator.is_empty() { right } else { applied(operator, left, right)? };
            reader.variables.assign(&name, value);
            Ok(value)
        })
    }

    fn nested(&mut self, read: impl FnOnce(&mut Self) -> Result<i32, Wrong>) -> Result<i32, Wrong> {
        if self.depth >= MAX_DEPTH {
            return Err(Wrong::MissingParenthesis);
        }
        self.depth += 1;
        let done = read(self);
        self.depth -= 1;
        done
    }

    fn level(&mut self, level: usize) -> Result<i32, Wrong> {
        let Some(operators) = LEVELS.get(level) else { return self.nested(Self::unary) };
        let mut value = self.level(level + 1)?;
        while let Some(operator) = operators.iter().find(|operator| self.takes(operator)) {
            let right = self.level(level + 1)?;
            value = applied(operator, value, right)?;
        }
        Ok(value)
    }

    fn unary(&mut self) -> Result<i32, Wrong> {
        for (sign, change) in [
            ("-", i32::wrapping_neg as fn(i32) -> i32),
            ("+", |n| n),
            ("~", |n| !n),
            ("!", |n| i32::from(n == 0)),
        ] {
            if self.takes(sign) {
                return self.nested(Self::unary).map(change);
            }
        }
        if self.takes("(") {
            let value = self.assignment()?;
            return if self.takes(")") { Ok(value) } else { Err(Wrong::MissingParenthesis) };
        }
        let word = self.word();
        match word.chars().next() {
            None => Err(Wrong::MissingOperand),
            Some(c) if c.is_ascii_digit() => number(&word).ok_or(Wrong::BadNumber),
            Some(_) => Ok(self.variables.number(&word)),
        }
    }

    /// The name or number that comes next.
    fn word(&mut self) -> String {
        self.skip_blanks();
        let ends = |c: &char| c.is_whitespace() || "()!~-+*/%<>&^|=,".contains(*c);
        let word: String = self.text[self.at..].iter().take_while(|c| !ends(c)).collect();
        self.at += word.chars().count();
        word
    }
}

fn applied(operator: &str, left: i32, right: i32) -> Result<i32, Wrong> {
    let shift = u32::try_from(right).unwrap_or(u32::MAX);
    Ok(match operator {
        "+" => left.wrapping_add(right),
        "-" => left.wrapping_sub(right),
        "*" => left.wrapping_mul(right),
        "/" | "%" if right == 0 => return Err(Wrong::DividedByZero),
        "/" => left.wrapping_div(right),
        "%" => left.wrapping_rem(right),
        "&" => left & right,
        "|" => left | right,
        "^" => left ^ right,
        "<<" => left.checked_shl(shift).unwrap_or(0),
        _ => left.checked_shr(shift).unwrap_or(if left < 0 { -1 } else { 0 }),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    impl Variables for BTreeMap<String, i32> {
        fn number(&self, name: &str) -> i32 {
            self.get(name).copied().unwrap_or(0)
        }

        fn assign(&mut self, name: &str, value: i32) {
            self.insert(name.to_string(), value);
        }
    }

    #[test]
    fn expressions_are_those_of_c() {
        for (text, value) in [
            ("1+2*3", Ok(7)),
            ("(1+2)*3", Ok(9)),
            ("-7/2", Ok(-3)),
            ("7%%4", Err(Wrong::MissingOperand)),
            ("7 % 4", Ok(3)),
            ("0x10 | 010", Ok(24)),
            ("N+=5, N*2", Ok(16)),
            ("1<<4>>2", Ok(4)),
            ("2147483647+1", Ok(i32::MIN)),
            ("!0 + ~0 - -3", Ok(3)),
            ("09", Err(Wrong::BadNumber)),
            ("1/0", Err(Wrong::DividedByZero)),
            ("1 2", Err(Wrong::MissingOperator)),
            ("(1", Err(Wrong::MissingParenthesis)),
            ("", Err(Wrong::MissingOperand)),
            ("\"A=B=4\"", Ok(4)),
            ("NONE", Ok(0)),
        ] {
            let mut variables = BTreeMap::from([("N".to_string(), 3)]);
            assert_eq!(evaluate(text, &mut variables), value, "{text}");
        }
    }

    #[test]
    fn what_is_nested_too_deep_is_refused() {
        let deep = "(".repeat(10_000);
        assert_eq!(evaluate(&deep, &mut BTreeMap::new()), Err(Wrong::MissingParenthesis));
        assert_eq!(number_of("-0x1f rest"), -31);
    }
}
