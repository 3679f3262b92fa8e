//! Training: the losses, backpropagation, and the steps of the optimizers.

use crate::error::{check, check_count};
use crate::{sys, Error, Network, Optimizer, Result};
use std::{ptr, slice};

/// # Training
///
/// The methods of a step, in order: [`forward`](Network::forward) or [`run`](Network::run), a loss,
/// [`backward`](Network::backward), [`clip`](Network::clip) if wanted, [`update`](Network::update).
///
/// A loss returns its sum over all outputs, and replaces these with the gradient times `scale`: 1 for the gradient of
/// the sum, 1 / n for that of a mean. All of these methods fail with [`Error::NoTraining`], and the losses and the
/// backward passes with [`Error::NoOutputs`] unless the network has run since the last one.
impl Network {
    /// Makes one step of training on tokens: runs the network from its current states, and updates the weights by the
    /// gradient of the mean loss. Returns the mean cross-entropy in nats per target.
    ///
    /// - `tokens`: \[steps, sequences\]
    /// - `targets`: \[steps, sequences\] the token that comes next, or -1: nothing is predicted there
    /// - `clip`: largest L2 norm of the gradient
    ///
    /// Fails as the methods that it calls: if the inputs are at fault, nothing has changed; if it is the targets, only
    /// the states have; if it is `clip` or the optimizer, gradients have been added, too.
    pub fn train_step(
        &mut self,
        tokens: &[i32],
        targets: &[i32],
        clip: Option<f32>,
        optimizer: &Optimizer,
    ) -> Result<f64> {
        if !self.architecture().training {
            return Err(Error::NoTraining);
        }
        let count = targets.iter().filter(|&&target| target >= 0).count().max(1);
        self.forward(tokens)?;
        let loss = self.cross_entropy(targets, 1.0 / count as f32)?;
        self.backward()?;
        if let Some(limit) = clip {
            self.clip(limit)?;
        }
        self.update(optimizer)?;
        Ok(loss / count as f64)
    }

    /// Fails unless a loss can be computed of `found` targets, which are `per_row` per step and sequence.
    fn check_targets(&self, per_row: usize, found: usize) -> Result<()> {
        if !self.architecture().training {
            return Err(Error::NoTraining);
        }
        if !self.has_outputs {
            return Err(Error::NoOutputs);
        }
        check_count("targets", self.rows() * per_row, found)
    }

    /// Softmax cross-entropy in nats. `targets` \[steps, sequences\] are classes, or -1: nothing is predicted there.
    ///
    /// Fails with [`Error::Token`] or [`Error::Count`]; with [`Error::Input`] without output layer.
    pub fn cross_entropy(&mut self, targets: &[i32], scale: f32) -> Result<f64> {
        self.check_targets(1, targets.len())?;
        let mut loss = 0.0;
        // SAFETY: there is a target per step and sequence; C checks them.
        check(unsafe { sys::rnnk_network_cross_entropy(self.raw(), targets.as_ptr(), scale, &mut loss) })?;
        self.has_outputs = false;
        Ok(loss)
    }

    /// Checks the arguments of a loss of numbers. Returns the pointers to targets and weights.
    fn numbers(&self, targets: &[f32], weights: Option<&[f32]>) -> Result<(*const f32, *const f32)> {
        self.check_targets(self.architecture().outputs_per_step(), targets.len())?;
        if let Some(weights) = weights {
            check_count("weights", self.rows(), weights.len())?;
        }
        Ok((targets.as_ptr(), weights.map_or(ptr::null(), <[f32]>::as_ptr)))
    }

    /// Squared error: the sum of w (y - t)^2.
    ///
    /// - `targets`: \[steps, sequences, outputs\] t
    /// - `weights`: \[steps, sequences\] w, such as 0 where nothing is predicted; all 1 if there are none
    ///
    /// Fails with [`Error::Count`].
    pub fn squared_error(&mut self, targets: &[f32], weights: Option<&[f32]>, scale: f32) -> Result<f64> {
        let (targets, weights) = self.numbers(targets, weights)?;
        let mut loss = 0.0;
        // SAFETY: both slices have the number of elements that the last call requires.
        check(unsafe { sys::rnnk_network_squared_error(self.raw(), targets, weights, scale, &mut loss) })?;
        self.has_outputs = false;
        Ok(loss)
    }

    /// Huber loss, as PyTorch's `HuberLoss`: squared up to `delta`, which is above 0, and linear beyond it. The other
    /// arguments are those of [`squared_error`](Network::squared_error).
    ///
    /// Fails with [`Error::Count`] or [`Error::Number`].
    pub fn huber(&mut self, targets: &[f32], weights: Option<&[f32]>, delta: f32, scale: f32) -> Result<f64> {
        let (targets, weights) = self.numbers(targets, weights)?;
        let mut loss = 0.0;
        // SAFETY: as for `squared_error`.
        check(unsafe { sys::rnnk_network_huber(self.raw(), targets, weights, delta, scale, &mut loss) })?;
        self.has_outputs = false;
        Ok(loss)
    }

    /// Binary cross-entropy of logits, as PyTorch's `BCEWithLogitsLoss`. Targets are probabilities in 0 ... 1. The
    /// other arguments are those of [`squared_error`](Network::squared_error).
    ///
    /// Fails with [`Error::Count`] or [`Error::Number`].
    pub fn binary_cross_entropy(&mut self, targets: &[f32], weights: Option<&[f32]>, scale: f32) -> Result<f64> {
        let (targets, weights) = self.numbers(targets, weights)?;
        let mut loss = 0.0;
        // SAFETY: as for `squared_error`.
        check(unsafe { sys::rnnk_network_binary_cross_entropy(self.raw(), targets, weights, scale, &mut loss) })?;
        self.has_outputs = false;
        Ok(loss)
    }

    /// The gradient with respect to the outputs, \[steps, sequences, outputs\], that [`backward`](Network::backward)
    /// takes: write all of it for a loss of your own. With an output layer, this is the memory of the outputs.
    pub fn output_gradients_mut(&mut self) -> Result<&mut [f32]> {
        if !self.architecture().training {
            return Err(Error::NoTraining);
        }
        if self.steps == 0 {
            return Err(Error::NoOutputs);
        }
        let count = self.rows() * self.architecture().outputs_per_step();
        // SAFETY: a network for training has memory for that many gradients, which is initialized and is borrowed with
        // the network.
        Ok(unsafe { slice::from_raw_parts_mut(sys::rnnk_network_output_gradients(self.raw()), count) })
    }

    /// Backpropagation through the steps of the last call: adds to the gradients of all weights. The states that the
    /// steps began with are constants.
    pub fn backward(&mut self) -> Result<()> {
        // SAFETY: the network is valid; C checks whether there is something to go back from.
        check(unsafe { sys::rnnk_network_backward(self.raw()) })?;
        self.has_outputs = false;
        Ok(())
    }

    /// As [`backward`](Network::backward), and also writes the gradient with respect to the features, \[steps,
    /// sequences, features\]. Fails with [`Error::Count`]; with [`Error::Input`] if the network reads no features.
    pub fn backward_features(&mut self, gradients: &mut [f32]) -> Result<()> {
        if !self.architecture().training {
            return Err(Error::NoTraining);
        }
        if self.architecture().features == 0 {
            return Err(Error::Input);
        }
        if self.steps == 0 {
            return Err(Error::NoOutputs);
        }
        check_count("gradients", self.rows() * self.architecture().features, gradients.len())?;
        // SAFETY: the slice has the features of the last call.
        check(unsafe { sys::rnnk_network_backward_features(self.raw(), gradients.as_mut_ptr()) })?;
        self.has_outputs = false;
        Ok(())
    }

    /// Scales the gradients down to an L2 norm of at most `limit`, which is above 0, taken over all of them together.
    /// Returns the norm before. Fails with [`Error::Number`].
    pub fn clip(&mut self, limit: f32) -> Result<f64> {
        let mut norm = 0.0;
        // SAFETY: the network is valid.
        check(unsafe { sys::rnnk_network_clip(self.raw(), limit, &mut norm) })?;
        Ok(norm)
    }

    /// Makes one step of an optimizer with the gradients added up since the last step; then these are zeros. Fails with
    /// [`Error::Number`] for a setting out of its range.
    pub fn update(&mut self, optimizer: &Optimizer) -> Result<()> {
        let network = self.raw();
        // SAFETY: the network is valid; C checks the numbers.
        check(unsafe {
            match *optimizer {
                Optimizer::Sgd { lr } => sys::rnnk_network_sgd(network, lr),
                Optimizer::Momentum { lr, m } => sys::rnnk_network_momentum(network, lr, m),
                Optimizer::Nesterov { lr, m } => sys::rnnk_network_nesterov(network, lr, m),
                Optimizer::RmsProp { lr, rho, epsilon } => sys::rnnk_network_rmsprop(network, lr, rho, epsilon),
                Optimizer::Adam { lr, beta1, beta2, epsilon, decay } => {
                    sys::rnnk_network_adamw(network, lr, beta1, beta2, epsilon, decay)
                }
            }
        })
    }
}
