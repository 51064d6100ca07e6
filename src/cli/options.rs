//! The options that choose what is shown and how. `bundle` and `render` share them.

use std::path::PathBuf;

use crate::build::Folder;
use crate::compare::Asked;
use crate::publish::{DisplayOptions, PageError, Words, id_list, theme};

/// The display options on a command line.
#[derive(Clone, Debug, Default)]
pub struct DisplayArguments {
    options: DisplayOptions,
    words: Option<PathBuf>,
}

impl DisplayArguments {
    /// Takes an option and its value. An option that is not a display option is an error.
    pub fn take(&mut self, option: &str, parser: &mut lexopt::Parser) -> Result<(), lexopt::Error> {
        use lexopt::ValueExt;

        let Asked { areas, view, measure, periods } = &mut self.options.asked;
        match option {
            "areas" => *areas = Some(id_list(&parser.value()?.string()?)),
            "view" => *view = Some(parser.value()?.string()?),
            "measure" => *measure = Some(parser.value()?.string()?),
            "period" => *periods = Some(id_list(&parser.value()?.string()?)),
            "words" => self.words = Some(parser.value()?.into()),
            "theme" => {
                let name = parser.value()?.string()?;
                let unknown = || format!("there is no theme “{name}”; name light or dark");
                self.options.theme = Some(theme(&name).ok_or_else(unknown)?);
            }
            _ => return Err(lexopt::Error::UnexpectedOption(format!("--{option}"))),
        }
        Ok(())
    }

    /// Whether the command line has no display option.
    pub fn is_empty(&self) -> bool {
        let Asked { areas, view, measure, periods } = &self.options.asked;
        let asked = areas.is_some() || view.is_some() || measure.is_some() || periods.is_some();
        !asked && self.options.theme.is_none() && self.words.is_none()
    }

    /// Reads the file of words, if there is one, and returns the options.
    pub fn read(self) -> Result<DisplayOptions, PageError> {
        let words = self.words.map(|path| {
            let (folder, name) = Folder::of(&path);
            Words::open(&folder, &name).map_err(PageError::Words)
        });
        Ok(DisplayOptions { words: words.transpose()?, ..self.options })
    }
}
