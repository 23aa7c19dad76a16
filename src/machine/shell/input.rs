//! What commands read: keys that were typed in advance, a file, or what another command printed.

use super::names::names_device;
use super::session::{Frame, Session};
use super::{Ending, MAX_INPUT_BYTES};
use crate::base::text::decode_byte;
use crate::machine::volume::{CTRL_Z, VolumeError};

/// ^C at the keyboard.
const BREAK: u8 = 3;
const ENTER: u8 = b'\r';

/// Where a command reads from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Input {
    Keyboard,
    Data { bytes: Vec<u8>, at: usize },
}

impl Session<'_> {
    /// Opens what `<` names. Fails when there is no such file.
    pub fn open_input(&mut self, name: &str) -> Result<(), VolumeError> {
        let name = &*self.unquoted(name);
        let device = names_device(name);
        if device && name.to_ascii_uppercase().ends_with("CON") {
            return Ok(());
        }
        let bytes = if device {
            Vec::new()
        } else {
            let path = self.drives.resolve(name)?;
            self.drives.read(&path)?.bytes(0, MAX_INPUT_BYTES).collect()
        };
        self.input = Input::Data { bytes, at: 0 };
        Ok(())
    }

    /// All that can be read, without the keyboard.
    pub fn input_bytes(&mut self) -> Vec<u8> {
        match std::mem::replace(&mut self.input, Input::Keyboard) {
            Input::Keyboard => Vec::new(),
            Input::Data { mut bytes, at } => bytes.split_off(at.min(bytes.len())),
        }
    }

    /// The next key or byte; at the end of a file ^Z. `None` when no key is left, which ends the run, or when
    /// it was ^C.
    pub fn read_key(&mut self) -> Option<u8> {
        match &mut self.input {
            Input::Data { bytes, at } => {
                *at += 1;
                Some(bytes.get(*at - 1).copied().unwrap_or(CTRL_Z))
            }
            Input::Keyboard => self.pressed_key(),
        }
    }

    /// The next key for a question that is asked again until the answer fits. `None` as for [`Self::read_key`], and at the end
    /// of a file, where DOS would ask for ever.
    pub fn answer_key(&mut self) -> Option<u8> {
        if self.is_over() || self.at_end_of_input() {
            self.end(Ending::Waiting);
            return None;
        }
        self.read_key()
    }

    fn at_end_of_input(&self) -> bool {
        matches!(&self.input, Input::Data { bytes, at } if *at >= bytes.len())
    }

    /// The next key, whatever the command reads. `None` as for [`Self::read_key`].
    pub fn pressed_key(&mut self) -> Option<u8> {
        let key = self.next_key()?;
        if key == BREAK {
            self.interrupt();
            return None;
        }
        Some(key)
    }

    /// A line, which is shown as it is typed, without its CR. `None` as for [`Self::read_key`], and at the end
    /// of a file, where DOS would wait for ever.
    pub fn read_line(&mut self) -> Option<String> {
        let mut line = String::new();
        loop {
            if self.at_end_of_input() {
                self.end(Ending::Waiting);
                return None;
            }
            match self.read_key()? {
                b'\n' => {}
                ENTER => {
                    self.console.print(&format!("{}\r\n", line.replace('\x1a', "^Z")));
                    return Some(line);
                }
                byte => line.push(decode_byte(byte)),
            }
        }
    }

    /// As [`Self::read_line`], but at the end of a file it is empty.
    pub fn read_answer(&mut self) -> Option<String> {
        match &self.input {
            Input::Data { bytes, at } if !bytes[(*at).min(bytes.len())..].contains(&ENTER) => {
                let rest = self.input_bytes();
                self.input = Input::Data { bytes: Vec::new(), at: 0 };
                Some(rest.into_iter().take_while(|b| *b != b'\n').map(decode_byte).collect())
            }
            _ => self.read_line(),
        }
    }

    /// Asks until the answer begins with Y or N; `None` when there is none.
    pub fn ask_yes_or_no(&mut self, question: &str) -> Option<bool> {
        loop {
            self.step(1);
            self.console.print(question);
            if self.is_over() {
                return None;
            }
            match self.read_line()?.chars().next() {
                Some('Y' | 'y') => return Some(true),
                Some('N' | 'n') => return Some(false),
                _ => {}
            }
        }
    }

    fn next_key(&mut self) -> Option<u8> {
        let typed = self.keys.split_first().filter(|_| !self.console.away);
        let Some((key, rest)) = typed else {
            self.end(Ending::Waiting);
            return None;
        };
        self.keys = rest;
        Some(*key)
    }

    /// What ^C leads to: batch files are given up, or go on with their next line.
    fn interrupt(&mut self) {
        self.console.show("^C\r\n");
        if !self.frames.iter().any(|frame| matches!(frame, Frame::Batch(_))) {
            return;
        }
        loop {
            self.console.show("\r\nTerminate batch job (Y/N)?");
            let Some(key) = self.next_key() else { return };
            self.console.show(&format!("{}\r\n", decode_byte(key)));
            match key {
                b'Y' | b'y' => return self.give_up(),
                b'N' | b'n' => return,
                _ => self.step(1),
            }
        }
    }
}
