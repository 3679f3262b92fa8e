use crate::sys;
use std::ffi::CStr;
use std::fmt;
use std::path::PathBuf;

/// The result of a function of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// What is wrong with an argument, a file, or the order of calls. A call that failed has changed nothing, unless its
/// documentation says otherwise.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A size is 0 where it must not be, a combination is impossible, or the memory cannot be counted.
    Shape,
    /// A token or a target is not one of the network's classes.
    Token,
    /// There are no steps, more than the network was made for, or a length of a sequence outside them.
    Length,
    /// A rate, a temperature, or another number is out of its range.
    Number,
    /// There is no such sequence.
    Sequence,
    /// The network was not made for training.
    NoTraining,
    /// There are no outputs to continue from: nothing has run, or a loss or `backward` has used them.
    NoOutputs,
    /// Tokens or features are missing or superfluous, or the network has no output layer, as the call requires.
    Input,
    /// There is not enough memory.
    Memory,
    /// A slice has another number of elements than the call requires.
    Count {
        /// What the slice contains.
        what: &'static str,
        /// Elements that the call requires.
        expected: usize,
        /// Elements that the slice has.
        found: usize,
    },
    /// No text of the vocabulary begins at this byte of a name.
    Character {
        /// Bytes before the character.
        at: usize,
    },
    /// The model and the network do not belong together: the network needs the model's tokens in and out, no features,
    /// and one sequence.
    OtherNetwork,
    /// The file of a model cannot be read.
    File {
        /// The file.
        path: PathBuf,
        /// Why it cannot be read.
        error: std::io::Error,
    },
    /// The file is not a safetensors file, or was cut off or damaged.
    NotSafetensors,
    /// The metadata of the file are not those of a model.
    NotAModel,
    /// The model has a format that this version does not know.
    NewerModel,
    /// The file is a model of records, which are several networks.
    Records,
    /// The vocabulary of the model is not a list of texts.
    Vocabulary,
    /// A tensor of the model is missing or has not the shape, type or numbers that it needs.
    Tensor,
    /// A status that this version of the crate does not know.
    Other(sys::rnnk_status),
}

impl Error {
    /// The status of the C library, if the error has one.
    fn status(&self) -> Option<sys::rnnk_status> {
        Some(match self {
            Error::Shape => sys::RNNK_BAD_SHAPE,
            Error::Token => sys::RNNK_BAD_TOKEN,
            Error::Length => sys::RNNK_BAD_LENGTH,
            Error::Number => sys::RNNK_BAD_NUMBER,
            Error::Sequence => sys::RNNK_BAD_SEQUENCE,
            Error::NoTraining => sys::RNNK_NO_TRAINING,
            Error::NoOutputs => sys::RNNK_NO_LOGITS,
            Error::Input => sys::RNNK_BAD_INPUT,
            Error::Memory => sys::RNNK_NO_MEMORY,
            Error::NotSafetensors => sys::RNNK_NOT_SAFETENSORS,
            Error::NotAModel => sys::RNNK_NOT_A_MODEL,
            Error::NewerModel => sys::RNNK_NEWER_MODEL,
            Error::Records => sys::RNNK_RECORDS,
            Error::Vocabulary => sys::RNNK_BAD_VOCABULARY,
            Error::Tensor => sys::RNNK_BAD_TENSOR,
            Error::Other(status) => *status,
            Error::Count { .. } | Error::Character { .. } | Error::OtherNetwork | Error::File { .. } => return None,
        })
    }
}

/// The error of a status, which may be none.
pub(crate) fn check(status: sys::rnnk_status) -> Result<()> {
    Err(match status {
        sys::RNNK_OK => return Ok(()),
        sys::RNNK_BAD_SHAPE => Error::Shape,
        sys::RNNK_BAD_TOKEN => Error::Token,
        sys::RNNK_BAD_LENGTH => Error::Length,
        sys::RNNK_BAD_NUMBER => Error::Number,
        sys::RNNK_BAD_SEQUENCE => Error::Sequence,
        sys::RNNK_NO_TRAINING => Error::NoTraining,
        sys::RNNK_NO_LOGITS => Error::NoOutputs,
        sys::RNNK_BAD_INPUT => Error::Input,
        sys::RNNK_NO_MEMORY => Error::Memory,
        sys::RNNK_NOT_SAFETENSORS => Error::NotSafetensors,
        sys::RNNK_NOT_A_MODEL => Error::NotAModel,
        sys::RNNK_NEWER_MODEL => Error::NewerModel,
        sys::RNNK_RECORDS => Error::Records,
        sys::RNNK_BAD_VOCABULARY => Error::Vocabulary,
        sys::RNNK_BAD_TENSOR => Error::Tensor,
        other => Error::Other(other),
    })
}

/// Fails unless a slice has the number of elements that the call requires.
pub(crate) fn check_count(what: &'static str, expected: usize, found: usize) -> Result<()> {
    if expected == found {
        Ok(())
    } else {
        Err(Error::Count { what, expected, found })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Count { what, expected, found } => write!(f, "{found} {what}, where {expected} are required"),
            Error::Character { at } => write!(f, "the model has no token for the character at byte {at}"),
            Error::OtherNetwork => f.write_str("the network is not one of this model, for one sequence"),
            Error::File { path, error } => write!(f, "{} cannot be read: {error}", path.display()),
            other => {
                let status = other.status().expect("every other error is a status");
                // SAFETY: the function takes any number, and returns a text that is never freed.
                f.write_str(&unsafe { CStr::from_ptr(sys::rnnk_status_text(status)) }.to_string_lossy())
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::File { error, .. } => Some(error),
            _ => None,
        }
    }
}
