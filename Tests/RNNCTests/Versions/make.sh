#!/bin/sh
# Writes the files that a version of rnnc makes, for VersionTests: models of every kind, what evaluate says of them,
# checkpoints, and the folder of a sweep. What the version does not know is left out. (The reference kernels are those
# of every machine, so that any can resume.)
#
# usage: Tests/RNNCTests/Versions/make.sh PROGRAM FOLDER
set -eu
program=$(realpath "$1")
mkdir -p "$2"
cp "$(dirname "$0")/names.txt" "$(dirname "$0")/table.csv" "$2"
cd "$2"
small='--cell gru --hidden 4 --layers 1 --init pytorch --learning-rate 0.01 --schedule constant --dropout 0
    --threads 1 --isa reference -q'

# LIST MODEL OPTION...
make() {
    list=$1
    model=$2
    shift 2
    "$program" train "$list" -o "$model.safetensors" $small "$@" 2>/dev/null || { echo "no $model" && return; }
    "$program" evaluate "$model.safetensors" "$list" --json >"$model.json"
}

# The same on names.txt, interrupted. MODEL OPTION...
stop() {
    model=$1
    shift
    for seconds in 0.03 0.04 0.06 0.08 0.1 0.14 0.2 0.3 0.5 0.8 1.2 2; do
        timeout -s INT $seconds "$program" train names.txt -o "$model" $small --batch-size 4 \
            --epochs 5000 --patience 5000 "$@" >/dev/null 2>&1 || :
        rm -f "$model"
        [ ! -e "$model.checkpoint" ] || break
    done
    [ -e "$model.checkpoint" ] || echo "no $model.checkpoint"
}

make names.txt names --epochs 3
make names.txt lstm --epochs 3 --cell lstm --layers 2
make names.txt half --epochs 3 --half
make names.txt ensemble --epochs 3 --ensemble 2
make names.txt tokens --epochs 3 --tokens bpe:12
make names.txt text --epochs 2 --text --streams 2 --sequence-length 4
make table.csv labels --epochs 3 --column first --labels kind
make table.csv records --epochs 3 --columns first,last
make table.csv labeled-records --epochs 3 --columns first,last --labels kind
stop stopped
stop stopped-adamw --optimizer adamw --weight-decay 0.01 --ema 0.9
stop stopped-ensemble --ensemble 2
"$program" sweep names.txt -o sweep --hidden 3,4 --cell gru --layers 1 --init pytorch --isa reference --epochs 400 \
    --patience 400 --first-round 200 --max-time 5ms -q >/dev/null 2>&1 || echo "no sweep"
rm -f names.txt table.csv sweep/report.html
