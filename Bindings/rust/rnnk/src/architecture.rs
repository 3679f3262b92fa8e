use crate::sys;

/// A kind of recurrent layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cell {
    /// SimpleRNN: tanh, as PyTorch's `nn.RNN`.
    Rnn,
    /// LSTM, as PyTorch's `nn.LSTM`.
    Lstm,
    /// GRU, as PyTorch's `nn.GRU`.
    Gru,
}

impl Cell {
    pub(crate) fn number(self) -> sys::rnnk_cell {
        match self {
            Cell::Rnn => sys::RNNK_CELL_RNN,
            Cell::Lstm => sys::RNNK_CELL_LSTM,
            Cell::Gru => sys::RNNK_CELL_GRU,
        }
    }

    pub(crate) fn numbered(number: sys::rnnk_cell) -> Option<Cell> {
        [Cell::Rnn, Cell::Lstm, Cell::Gru].into_iter().find(|cell| cell.number() == number)
    }

    fn gates(self) -> usize {
        match self {
            Cell::Rnn => 1,
            Cell::Lstm => 4,
            Cell::Gru => 3,
        }
    }
}

/// What a network reads, what it consists of, and what it gives:
///
/// h_0 = \[one-hot(token), features\], h_l = cell_l(h_{l-1}, h_l one step before), outputs = W h_L + b
///
/// The default is a GRU without layers and inputs, for one sequence and one step: set at least `units`, and `tokens` or
/// `features`. Further members may be added, so end with `..Architecture::default()`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Architecture {
    /// Kind of all recurrent layers.
    pub cell: Cell,
    /// Whether there is memory for gradients and for the state of an optimizer.
    pub training: bool,
    /// Whether every layer reads the sequences in both directions of time, as PyTorch's `bidirectional`.
    pub bidirectional: bool,
    /// Number of different tokens (classes) that the network reads, or 0: it reads no tokens.
    pub tokens: usize,
    /// Numbers that the network reads per step, or 0: it reads no numbers.
    pub features: usize,
    /// Numbers that the output layer gives per step, such as one logit per class; or 0: there is no output layer, and
    /// the outputs are those of the last recurrent layer.
    pub outputs: usize,
    /// Numbers that the hidden state of an LSTM is projected to, as PyTorch's `proj_size`; or 0: no projection.
    pub projection: usize,
    /// Units of each recurrent layer.
    pub units: Vec<usize>,
    /// Sequences that run side by side, at least 1.
    pub sequences: usize,
    /// Largest number of steps in one call, at least 1.
    pub steps: usize,
}

impl Default for Architecture {
    fn default() -> Architecture {
        Architecture {
            cell: Cell::Gru,
            training: false,
            bidirectional: false,
            tokens: 0,
            features: 0,
            outputs: 0,
            projection: 0,
            units: vec![],
            sequences: 1,
            steps: 1,
        }
    }
}

/// A tensor of weights, as PyTorch has it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tensor {
    /// Name as in the model files of `rnnc`, such as `rnn.weight_ih_l0` or `out.bias`.
    pub name: String,
    /// Rows, which is all that a bias has.
    pub rows: usize,
    /// Columns; 1 of a bias.
    pub columns: usize,
    /// Inputs that the range of the initial weights depends on.
    pub(crate) fan: usize,
}

impl Tensor {
    /// Number of elements; they are stored row by row.
    pub fn count(&self) -> usize {
        self.rows.saturating_mul(self.columns)
    }
}

impl Architecture {
    /// The tensors of the weights, in the order of [`Network::set_weights`](crate::Network::set_weights): for each
    /// layer (and, if there are two, each direction) weight_ih, weight_hh, bias_ih, bias_hh and, with projection,
    /// weight_hr; then weight and bias of the output layer. The columns of the first weight_ih are the tokens, and then
    /// the features.
    pub fn tensors(&self) -> Vec<Tensor> {
        let mut tensors = vec![];
        let mut add = |name: String, rows: usize, columns: usize, fan: usize| {
            tensors.push(Tensor { name, rows, columns, fan });
        };
        let mut inputs = self.tokens.saturating_add(self.features);
        for (layer, &units) in self.units.iter().enumerate() {
            let gates = self.cell.gates().saturating_mul(units);
            for direction in 0..self.directions() {
                let suffix = format!("l{layer}{}", if direction == 1 { "_reverse" } else { "" });
                add(format!("rnn.weight_ih_{suffix}"), gates, inputs, units);
                add(format!("rnn.weight_hh_{suffix}"), gates, self.state_outputs(units), units);
                add(format!("rnn.bias_ih_{suffix}"), gates, 1, units);
                add(format!("rnn.bias_hh_{suffix}"), gates, 1, units);
                if self.projection > 0 {
                    add(format!("rnn.weight_hr_{suffix}"), self.projection, units, units);
                }
            }
            inputs = self.state_outputs(units).saturating_mul(self.directions());
        }
        if self.outputs > 0 {
            add("out.weight".into(), self.outputs, inputs, inputs);
            add("out.bias".into(), self.outputs, 1, inputs);
        }
        tensors
    }

    /// Outputs per step: those of the output layer, or of the last recurrent layer.
    pub fn outputs_per_step(&self) -> usize {
        match (self.outputs, self.units.last()) {
            (0, Some(&units)) => self.state_outputs(units).saturating_mul(self.directions()),
            (outputs, _) => outputs,
        }
    }

    /// Numbers in the state of recurrent layer `index`, per sequence; with two directions, each has an index.
    pub(crate) fn state_count(&self, index: usize) -> Option<usize> {
        let units = *self.units.get(index / self.directions())?;
        Some(self.state_outputs(units) + if self.cell == Cell::Lstm { units } else { 0 })
    }

    fn directions(&self) -> usize {
        1 + usize::from(self.bidirectional)
    }

    /// Numbers that a direction of a layer gives.
    fn state_outputs(&self, units: usize) -> usize {
        if self.projection > 0 {
            self.projection
        } else {
            units
        }
    }

    /// The architecture for C; it contains a pointer to the units of this one.
    pub(crate) fn described(&self) -> sys::rnnk_architecture {
        sys::rnnk_architecture {
            size: std::mem::size_of::<sys::rnnk_architecture>(),
            cell: self.cell.number(),
            training: self.training,
            bidirectional: self.bidirectional,
            tokens: self.tokens,
            features: self.features,
            outputs: self.outputs,
            projection: self.projection,
            layers: self.units.len(),
            units: self.units.as_ptr(),
            sequences: self.sequences,
            steps: self.steps,
        }
    }
}
