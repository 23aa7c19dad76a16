//! What a script shows, and what the person answers: keys, in the order in which they are asked for.
//!
//! Enter presses the default button, Esc cancels, `<` goes back. What is typed before goes into the fields of a dialog, and Tab
//! from one to the next. When no key is left, the dialog waits. In a silent installation every dialog is passed over as if
//! Enter had been pressed (Q164353).

use super::work::{Stop, Work};
use crate::base::text::decode_byte;
use crate::machine::Ending;
use crate::wire::ipf::Block;

const ENTER: u8 = b'\r';
const ESCAPE: u8 = 0x1B;
const TAB: u8 = b'\t';
/// Characters that are typed into a field; the rest is not taken (assumed).
const MAX_TYPED_CHARS: usize = 255;
/// Bits of `Display Message`: it has a button OK alone (inferred from scripts that only tell something).
const ONLY_OK: u32 = 0x0C;
/// A button that cancels the installation.
const CANCELS: &str = "3";
/// The value of the button that goes back.
const BACK: &str = "B";

/// What a box with Abort, Retry and Ignore is answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    Abort,
    Retry,
    Ignore,
}

impl Work<'_, '_> {
    /// Shows a line.
    pub fn say(&mut self, line: &str) {
        self.done.print(line);
    }

    /// The next key.
    fn key(&mut self) -> Result<u8, Stop> {
        let key = self.call.keys.get(self.done.keys_read).copied();
        self.done.keys_read += usize::from(key.is_some());
        key.ok_or(Stop::Broken(Ending::Waiting))
    }

    fn show(&mut self, title: &str, lines: &[&str]) {
        for line in std::iter::once(&title).chain(lines).filter(|line| !line.is_empty()) {
            let line = self.expand(line);
            self.say(&line);
        }
    }

    /// A box with OK and Cancel: whether it was OK.
    pub fn confirm(&mut self) -> Result<bool, Stop> {
        loop {
            match self.key()?.to_ascii_uppercase() {
                ENTER | b'Y' | b'O' => return Ok(true),
                ESCAPE | b'N' => return Ok(false),
                _ => {}
            }
        }
    }

    /// A box with OK alone.
    fn acknowledge(&mut self) -> Result<(), Stop> {
        if self.silent { Ok(()) } else { self.confirm().map(drop) }
    }

    pub fn abort_retry_ignore(&mut self) -> Result<Answer, Stop> {
        loop {
            match self.key()?.to_ascii_uppercase() {
                ESCAPE | b'A' => return Ok(Answer::Abort),
                ENTER | b'R' => return Ok(Answer::Retry),
                b'I' => return Ok(Answer::Ignore),
                _ => {}
            }
        }
    }

    /// `Display Message`: whether it was answered OK or Yes. Where it begins no block, Cancel cancels the installation.
    pub fn message(&mut self, block: &Block) -> Result<bool, Stop> {
        if self.silent {
            return Ok(true);
        }
        self.show(block.lines("Title").first().unwrap_or(&""), &block.lines("Text"));
        let agreed = self.confirm()?;
        let flags = block.flags("Flags");
        if !agreed && !flags.has(super::items::MESSAGE_BLOCK) && !flags.has(ONLY_OK) {
            return self.cancel("The installation was cancelled.");
        }
        Ok(agreed)
    }

    /// Shows the message of an item that found something amiss, and cancels if it is of that kind.
    pub fn notice(&mut self, block: &Block, text: &str, aborts: bool) -> Result<(), Stop> {
        let lines = block.lines(text);
        if !self.silent && !lines.is_empty() {
            self.show(block.lines("Title").first().unwrap_or(&""), &lines);
            self.acknowledge()?;
        }
        let why = lines.first().map_or("The installation cannot go on.", |line| line);
        if aborts { self.cancel(&self.expand(why)) } else { Ok(()) }
    }

    /// Tells of an error that ends the installation.
    pub fn fail<T>(&mut self, why: &str) -> Result<T, Stop> {
        if !self.silent {
            self.say(why);
            self.acknowledge()?;
        }
        self.cancel(why)
    }

    /// `Custom Dialog Set`: its first dialog, if it is the one that is up.
    pub fn custom_dialog(&mut self, block: &Block) -> Result<(), Stop> {
        let display = block.text("Display Variable");
        let is_up = display.is_empty() || [block.text("Name"), ""].contains(&self.variables.get(display));
        match block.blocks().find(|dialog| dialog.name == "Dialog") {
            Some(dialog) if is_up && !self.silent => self.ask(dialog),
            _ => Ok(()),
        }
    }

    pub fn ask(&mut self, dialog: &Block) -> Result<(), Stop> {
        self.show(dialog.lines("Title").first().unwrap_or(&""), &[]);
        for text in dialog.blocks().filter(|control| control.name == "Static") {
            self.show("", &text.lines("Text"));
        }
        let is_field =
            |control: &&Block| control.name != "Push Button" && !control.text("Variable").is_empty();
        let mut fields = dialog.blocks().filter(is_field).map(|control| control.text("Variable"));
        let mut field = fields.next();
        let mut typed = String::new();
        loop {
            let key = self.key()?;
            match key {
                ENTER | TAB => {
                    if let Some(field) = field.filter(|_| !typed.is_empty()) {
                        self.variables.set(field, &typed);
                    }
                    typed.clear();
                    if key == ENTER {
                        return self.press(default_button(dialog));
                    }
                    field = fields.next();
                }
                ESCAPE => return self.cancel("The installation was cancelled."),
                b'<' if typed.is_empty() => return self.press(button(dialog, BACK)),
                other if typed.chars().count() < MAX_TYPED_CHARS => typed.push(decode_byte(other)),
                _ => {}
            }
        }
    }

    /// A dialog without the button stays as if it had been the default one.
    fn press(&mut self, button: Option<&Block>) -> Result<(), Stop> {
        let Some(button) = button else { return Ok(()) };
        if button.text("Action") == CANCELS {
            return self.cancel("The installation was cancelled.");
        }
        let value = self.expand(button.text("Value"));
        self.variables.set(button.text("Variable"), &value);
        Ok(())
    }
}

fn buttons(dialog: &Block) -> impl Iterator<Item = &Block> {
    dialog.blocks().filter(|control| control.name == "Push Button")
}

fn button<'a>(dialog: &'a Block, value: &str) -> Option<&'a Block> {
    buttons(dialog).find(|button| button.text("Value") == value)
}

/// The one whose style says so: the lowest bit of a button's flags.
fn default_button(dialog: &Block) -> Option<&Block> {
    buttons(dialog).find(|button| button.flags("Create Flags").has(1))
}
