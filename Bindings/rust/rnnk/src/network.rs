use crate::error::{check, check_count};
use crate::memory::Memory;
use crate::{sys, Architecture, Error, Kernels, Random, Result, Tensor};
use std::fmt;
use std::ptr::{self, NonNull};
use std::slice;

/// A network of recurrent layers, with its weights, its states and, if it is made for training, its gradients.
///
/// In all slices, the sequences of the first step come first: tokens are \[steps, sequences\], features
/// \[steps, sequences, features\], and outputs \[steps, sequences, outputs\].
///
/// Creating a network allocates once; [`forward`](Network::forward), [`run`](Network::run), the losses,
/// [`backward`](Network::backward) and the optimizers allocate nothing.
pub struct Network {
    pub(crate) network: NonNull<sys::rnnk_network>,
    /// The network is in this memory.
    memory: Memory,
    kernels: Kernels,
    architecture: Architecture,
    /// Steps of the last call, or 0: none is known.
    pub(crate) steps: usize,
    /// Whether there are outputs that no loss has replaced.
    pub(crate) has_outputs: bool,
}

// SAFETY: a network is memory of its own, and pointers into it and to tables, which do not change.
unsafe impl Send for Network {}
// SAFETY: the methods that take &self only read the memory.
unsafe impl Sync for Network {}

/// What a network reads in a call of [`Network::run`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Input<'a> {
    /// \[steps, sequences\] Tokens; empty if the network reads none.
    pub tokens: &'a [i32],
    /// \[steps, sequences, features\] Numbers; empty if the network reads none.
    pub features: &'a [f32],
    /// Steps of each sequence, if they differ. What is behind the end of a sequence is not read; the outputs there are
    /// zeros, and no loss counts them.
    pub lengths: Option<&'a [i32]>,
}

impl Network {
    /// A network whose weights are zeros, with the fastest kernels of this machine.
    ///
    /// Fails with [`Error::Shape`] or [`Error::Memory`].
    pub fn new(architecture: &Architecture) -> Result<Network> {
        Network::with_kernels(Kernels::best(), architecture)
    }

    /// A network whose weights are zeros.
    ///
    /// Fails with [`Error::Shape`] or [`Error::Memory`].
    pub fn with_kernels(kernels: Kernels, architecture: &Architecture) -> Result<Network> {
        let described = architecture.described();
        // SAFETY: the architecture is complete, and its units live as long as `architecture`.
        let size = unsafe { sys::rnnk_network_size_of(kernels.table(), &described) };
        if size == 0 {
            return Err(Error::Shape);
        }
        let memory = Memory::new(size)?;
        let mut network = ptr::null_mut();
        // SAFETY: as above; the memory has the size that is passed, is not moved, and is the network's alone.
        check(unsafe {
            let at = memory.as_ptr().cast();
            sys::rnnk_network_create(kernels.table(), &described, ptr::null(), at, memory.size(), &mut network)
        })?;
        Ok(Network {
            network: NonNull::new(network).expect("a network, as the status says"),
            memory,
            kernels,
            architecture: architecture.clone(),
            steps: 0,
            has_outputs: false,
        })
    }

    /// The architecture that the network was made with.
    pub fn architecture(&self) -> &Architecture {
        &self.architecture
    }

    /// The table of kernels that the network uses.
    pub fn kernels(&self) -> Kernels {
        self.kernels
    }

    /// Bytes of memory that the network occupies.
    pub fn memory_size(&self) -> usize {
        self.memory.size()
    }

    pub(crate) fn raw(&self) -> *mut sys::rnnk_network {
        self.network.as_ptr()
    }

    /// Sets the weights to random numbers, as PyTorch initializes the same network: uniform in ±1 / sqrt(units), in the
    /// output layer in ±1 / sqrt(inputs).
    pub fn initialize(&mut self, random: &mut Random) {
        let tensors = self.architecture.tensors();
        let mut values = |tensor: &Tensor| -> Vec<f32> {
            let limit = 1.0 / (tensor.fan as f32).sqrt();
            (0..tensor.count()).map(|_| random.within(limit)).collect()
        };
        let values: Vec<Vec<f32>> = tensors.iter().map(&mut values).collect();
        self.set_weights(&values).expect("tensors of the network's own sizes");
    }

    /// Runs the network on tokens \[steps, sequences\], from its current states, and returns the outputs \[steps,
    /// sequences, outputs\], which may be written to.
    ///
    /// Fails with [`Error::Length`], [`Error::Count`] or [`Error::Token`]; with [`Error::Input`] if the network reads
    /// no tokens.
    pub fn forward(&mut self, tokens: &[i32]) -> Result<&mut [f32]> {
        self.run(&Input { tokens, ..Input::default() })
    }

    /// Runs the network on any inputs, from its current states, and returns the outputs \[steps, sequences, outputs\],
    /// which may be written to. A second direction begins with states of zeros, at the last step of each sequence.
    ///
    /// Fails with [`Error::Length`], [`Error::Count`], [`Error::Token`] or [`Error::Input`].
    pub fn run(&mut self, input: &Input<'_>) -> Result<&mut [f32]> {
        let Architecture { tokens, features, sequences, .. } = self.architecture;
        if (tokens == 0 && !input.tokens.is_empty()) || (features == 0 && !input.features.is_empty()) {
            return Err(Error::Input);
        }
        let steps = if tokens > 0 {
            input.tokens.len().div_ceil(sequences)
        } else {
            input.features.len().div_ceil(sequences * features)
        };
        if steps == 0 || steps > self.architecture.steps {
            return Err(Error::Length);
        }
        let rows = steps * sequences;
        check_count("tokens", if tokens > 0 { rows } else { 0 }, input.tokens.len())?;
        check_count("features", rows * features, input.features.len())?;
        if let Some(lengths) = input.lengths {
            check_count("lengths", sequences, lengths.len())?;
        }
        let lengths = input.lengths.map_or(ptr::null(), <[i32]>::as_ptr);
        let tokens = if tokens > 0 { input.tokens.as_ptr() } else { ptr::null() };
        let features = if features > 0 { input.features.as_ptr() } else { ptr::null() };
        // SAFETY: the slices have the numbers of elements that the steps require; C checks the tokens and the lengths.
        check(unsafe { sys::rnnk_network_run(self.raw(), steps, lengths, tokens, features) })?;
        self.steps = steps;
        self.has_outputs = true;
        Ok(self.outputs_mut())
    }

    /// Makes the outputs unknown, because a function that runs the network itself does not say how many steps it made.
    /// The losses and the backward passes then fail until the network runs again, so that no slice is compared with
    /// other steps than those that C has.
    pub(crate) fn forget_outputs(&mut self) {
        self.steps = 0;
        self.has_outputs = false;
    }

    /// Steps and sequences of the last call.
    pub(crate) fn rows(&self) -> usize {
        self.steps * self.architecture.sequences
    }

    /// The outputs \[steps, sequences, outputs\] of the last call; empty before the first one. After a loss, with an
    /// output layer, their gradients are in their place.
    pub fn outputs(&self) -> &[f32] {
        let count = self.rows() * self.architecture.outputs_per_step();
        // SAFETY: the network has memory for that many outputs, which are initialized and live as long as it.
        unsafe { slice::from_raw_parts(sys::rnnk_network_outputs(self.raw()), count) }
    }

    /// The outputs of the last call, which may be written to.
    pub fn outputs_mut(&mut self) -> &mut [f32] {
        let count = self.rows() * self.architecture.outputs_per_step();
        // SAFETY: as for `outputs`; the network is borrowed as long as the slice.
        unsafe { slice::from_raw_parts_mut(sys::rnnk_network_outputs(self.raw()), count) }
    }

    /// Draws a token for each sequence from the softmax of its outputs / temperature in the last step.
    ///
    /// - `temperature`: above 0
    /// - `random`: \[sequences\] numbers that are uniform in 0 ..< 2^32, such as those of [`Random::next_u32`]
    /// - `tokens`: \[sequences\] are written
    ///
    /// Fails with [`Error::NoOutputs`], [`Error::Input`] or [`Error::Count`]; with [`Error::Number`] for such a
    /// temperature, or if an output is NaN or the largest one of a sequence is infinite.
    pub fn sample(&mut self, temperature: f32, random: &[u32], tokens: &mut [i32]) -> Result<()> {
        let Architecture { outputs, sequences, .. } = self.architecture;
        if !self.has_outputs {
            return Err(Error::NoOutputs);
        }
        if outputs == 0 {
            return Err(Error::Input);
        }
        check_count("random numbers", sequences, random.len())?;
        check_count("tokens", sequences, tokens.len())?;
        let last = &self.outputs()[(self.steps - 1) * sequences * outputs..];
        let can_be_drawn = |row: &[f32]| {
            let most = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            most.is_finite() && !row.iter().any(|x| x.is_nan())
        };
        // The kernels count probabilities in 24 bits.
        if outputs >= 1 << 24 || !last.chunks_exact(outputs).all(can_be_drawn) {
            return Err(Error::Number);
        }
        // SAFETY: both slices have an element per sequence.
        check(unsafe { sys::rnnk_network_sample(self.raw(), temperature, random.as_ptr(), tokens.as_mut_ptr()) })
    }

    /// All sequences begin anew, with states of zeros.
    pub fn reset(&mut self) {
        // SAFETY: the network is valid.
        unsafe { sys::rnnk_network_reset(self.raw()) }
    }

    /// One sequence begins anew. Fails with [`Error::Sequence`].
    pub fn reset_sequence(&mut self, sequence: usize) -> Result<()> {
        // SAFETY: the network is valid; C checks the number.
        check(unsafe { sys::rnnk_network_reset_sequence(self.raw(), sequence) })
    }

    /// The states of a layer, \[sequences, units\], of an LSTM h and, beside it, c. With two directions, 2 l is the
    /// forward and 2 l + 1 the other direction of layer l. `None` if there is no such layer.
    pub fn state(&self, layer: usize) -> Option<&[f32]> {
        let count = self.architecture.state_count(layer)? * self.architecture.sequences;
        // SAFETY: the layer exists; its states are that many initialized numbers, which live as long as the network.
        Some(unsafe { slice::from_raw_parts(sys::rnnk_network_state(self.raw(), layer), count) })
    }

    /// The states of a layer, to continue from others.
    pub fn state_mut(&mut self, layer: usize) -> Option<&mut [f32]> {
        let count = self.architecture.state_count(layer)? * self.architecture.sequences;
        // SAFETY: as for `state`; the network is borrowed as long as the slice.
        Some(unsafe { slice::from_raw_parts_mut(sys::rnnk_network_state(self.raw(), layer), count) })
    }
}

impl fmt::Debug for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Network")
            .field("architecture", &self.architecture)
            .field("kernels", &self.kernels)
            .finish_non_exhaustive()
    }
}
