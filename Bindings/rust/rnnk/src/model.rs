use crate::error::check;
use crate::{sys, Architecture, Cell, Error, Kernels, Network, Random, Result};
use std::fmt;
use std::path::Path;
use std::ptr::{self, NonNull};
use std::slice;

/// A model that `rnnc` trained: the weights, and the text of each token.
///
/// ```no_run
/// use rnnk::{Model, Random};
///
/// let model = Model::open("names.safetensors")?;
/// let mut network = model.network()?;
/// let mut random = Random::new(1);
/// println!("{}", model.generate(&mut network, 0.8, &mut random, 40)?);
/// println!("{} nats", -model.score(&mut network, "maria")?);
/// # Ok::<(), rnnk::Error>(())
/// ```
///
/// Models of names and of running text are read. Text is compared byte by byte, so it must be in Unicode normal form C.
pub struct Model {
    model: NonNull<sys::rnnk_model>,
}

// SAFETY: an open model is one block of memory, which may be freed by any thread.
unsafe impl Send for Model {}
// SAFETY: an open model is only read.
unsafe impl Sync for Model {}

impl Model {
    /// Reads a model file. Fails with [`Error::File`], and as [`read`](Model::read).
    pub fn open(path: impl AsRef<Path>) -> Result<Model> {
        let path = path.as_ref();
        let bytes = std::fs::read(path).map_err(|error| Error::File { path: path.into(), error })?;
        Model::read(&bytes)
    }

    /// Reads a model from the bytes of its file.
    ///
    /// Fails with [`Error::Memory`], [`Error::NotSafetensors`], [`Error::NotAModel`], [`Error::NewerModel`],
    /// [`Error::Records`], [`Error::Vocabulary`] or [`Error::Tensor`]: a file that is damaged or was made to deceive is
    /// refused.
    pub fn read(bytes: &[u8]) -> Result<Model> {
        let mut model = ptr::null_mut();
        // SAFETY: there are that many bytes; C checks them, and keeps no pointer to them.
        check(unsafe { sys::rnnk_model_read(bytes.as_ptr().cast(), bytes.len(), &mut model) })?;
        let model = Model { model: NonNull::new(model).expect("a model, as the status says") };
        if Cell::numbered(model.shape().cell).is_none() {
            return Err(Error::NewerModel);
        }
        Ok(model)
    }

    fn raw(&self) -> *const sys::rnnk_model {
        self.model.as_ptr()
    }

    fn shape(&self) -> &sys::rnnk_shape {
        // SAFETY: the shape is in the model and lives as long as it.
        unsafe { &*sys::rnnk_model_shape(self.raw()) }
    }

    /// The architecture of the model's network, for one sequence, one step at a time and no training: change these for
    /// a network that is to be trained further.
    pub fn architecture(&self) -> Architecture {
        let shape = self.shape();
        // SAFETY: the shape of a model has the units of all its layers.
        let units = unsafe { slice::from_raw_parts(shape.units, shape.layers) };
        Architecture {
            cell: Cell::numbered(shape.cell).expect("a known cell, as `read` checked"),
            tokens: shape.classes,
            outputs: shape.classes,
            units: units.to_vec(),
            ..Architecture::default()
        }
    }

    /// The weights, as [`Network::set_weights`] takes them.
    pub fn weights(&self) -> Vec<&[f32]> {
        let tensors = self.architecture().tensors();
        // SAFETY: there is a pointer per tensor, to the elements that its shape says, which live as long as the model.
        unsafe {
            let pointers = slice::from_raw_parts(sys::rnnk_model_weights(self.raw()), tensors.len());
            tensors.iter().zip(pointers).map(|(tensor, &at)| slice::from_raw_parts(at, tensor.count())).collect()
        }
    }

    /// A network with the weights of the model, for [`generate`](Model::generate) and [`score`](Model::score).
    pub fn network(&self) -> Result<Network> {
        self.network_with_kernels(Kernels::best())
    }

    /// A network with the weights of the model, on these kernels.
    pub fn network_with_kernels(&self, kernels: Kernels) -> Result<Network> {
        let mut network = Network::with_kernels(kernels, &self.architecture())?;
        network.set_weights(&self.weights())?;
        Ok(network)
    }

    /// Whether the model is of running text, which has no end, rather than of names.
    pub fn is_text(&self) -> bool {
        // SAFETY: the model is valid.
        unsafe { sys::rnnk_model_is_text(self.raw()) }
    }

    /// The token that is read before the first character of a name.
    pub fn start(&self) -> i32 {
        // SAFETY: the model is valid.
        unsafe { sys::rnnk_model_start(self.raw()) }
    }

    /// The token that is read before the first one: START, or in running text that has line feeds, the line feed.
    pub fn first(&self) -> i32 {
        // SAFETY: the model is valid.
        unsafe { sys::rnnk_model_first(self.raw()) }
    }

    /// The token that is predicted after the last character.
    pub fn stop(&self) -> i32 {
        // SAFETY: the model is valid.
        unsafe { sys::rnnk_model_stop(self.raw()) }
    }

    /// The text of a token; empty for START, STOP, and numbers that are no tokens.
    pub fn text(&self, token: i32) -> &str {
        // SAFETY: the text has that many bytes and lives as long as the model.
        let bytes = unsafe {
            let length = sys::rnnk_model_text_length(self.raw(), token);
            slice::from_raw_parts(sys::rnnk_model_text(self.raw(), token).cast::<u8>(), length)
        };
        std::str::from_utf8(bytes).expect("UTF-8, as the reader of files checks")
    }

    /// The tokens of a name, without START and STOP. Fails with [`Error::Character`].
    pub fn tokens(&self, name: &str) -> Result<Vec<i32>> {
        let (mut tokens, mut at) = (vec![], 0);
        while at < name.len() {
            let rest = &name.as_bytes()[at..];
            // SAFETY: the text has that many bytes.
            let token = unsafe { sys::rnnk_model_token(self.raw(), rest.as_ptr().cast(), rest.len()) };
            match self.text(token).len() {
                0 => return Err(Error::Character { at }),
                length => at += length,
            }
            tokens.push(token);
        }
        Ok(tokens)
    }

    /// Whether the network is one of this model, for one sequence.
    fn check_network(&self, network: &Network) -> Result<()> {
        let found = network.architecture();
        let classes = self.shape().classes;
        let fits = found.tokens == classes && found.outputs == classes && found.features == 0 && found.sequences == 1;
        if fits && !found.bidirectional {
            Ok(())
        } else {
            Err(Error::OtherNetwork)
        }
    }

    /// Draws a name, or as much running text as `longest` allows.
    ///
    /// - `network`: made with [`network`](Model::network), or trained further; it is reset
    /// - `temperature`: above 0, or 0 for the most probable token at each place
    /// - `longest`: most tokens, at least 1: a name that is longer ends there
    ///
    /// Fails with [`Error::OtherNetwork`], [`Error::Length`], [`Error::Number`], or [`Error::Memory`] for so large a
    /// `longest`.
    pub fn generate(
        &self,
        network: &mut Network,
        temperature: f32,
        random: &mut Random,
        longest: usize,
    ) -> Result<String> {
        self.check_network(network)?;
        let (mut tokens, mut count) = (vec![], 0);
        tokens.try_reserve_exact(longest).map_err(|_| Error::Memory)?;
        network.forget_outputs();
        // SAFETY: the network has the model's classes and one sequence, and there is room for `longest` tokens, of
        // which C writes the first `count`.
        unsafe {
            let (model, state, at) = (self.raw(), &mut random.state, tokens.as_mut_ptr());
            let status = sys::rnnk_model_generate(model, network.raw(), temperature, state, longest, at, &mut count);
            check(status)?;
            tokens.set_len(count);
        }
        Ok(tokens.iter().map(|&token| self.text(token)).collect())
    }

    /// The natural logarithm of the probability of a name, its STOP included; of running text, that of all characters
    /// but the first one, which is only read. As `rnnc score` has it.
    ///
    /// `network` is as for [`generate`](Model::generate). Fails with [`Error::OtherNetwork`] or [`Error::Character`].
    pub fn score(&self, network: &mut Network, name: &str) -> Result<f64> {
        self.check_network(network)?;
        let tokens = self.tokens(name)?;
        let mut log_probability = 0.0;
        network.forget_outputs();
        // SAFETY: the network has the model's classes and one sequence, and there are that many tokens.
        check(unsafe {
            let (model, result) = (self.raw(), &mut log_probability);
            sys::rnnk_model_score(model, network.raw(), tokens.len(), tokens.as_ptr(), result)
        })?;
        Ok(log_probability)
    }
}

impl Drop for Model {
    fn drop(&mut self) {
        // SAFETY: the model is from `rnnk_model_read`, and is not used any more.
        unsafe { sys::rnnk_model_close(self.model.as_ptr()) }
    }
}

impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Model")
            .field("architecture", &self.architecture())
            .field("is_text", &self.is_text())
            .finish_non_exhaustive()
    }
}
