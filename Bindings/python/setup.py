"""Builds the shared library of the package with the C compiler, and puts the program beside it.

CC             the compiler (default: clang if it is installed, otherwise cc)
RNNC_PROGRAM   the program to put into the wheel; without it, the wheel contains the kernels only

The sources of the C library are those of the repository, or in a source distribution, those in csrc.
"""

import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import sysconfig

from setuptools import Distribution, setup
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.command.build_py import build_py
from setuptools.command.sdist import sdist

from distutils.command.build_scripts import build_scripts  # of setuptools, which has to be imported first

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
SOURCES = HERE / "csrc" if (HERE / "csrc").is_dir() else REPOSITORY
PROGRAM = os.environ.get("RNNC_PROGRAM")


def version():
    header = (SOURCES / "include/rnnk.h").read_text()
    return ".".join(re.search(rf"#define RNNK_VERSION_{part} (\d+)", header)[1] for part in ("MAJOR", "MINOR", "PATCH"))


def compiler():
    for name in (os.environ.get("CC"), "clang", "cc", "gcc"):
        if name and shutil.which(name.split()[0]):
            return name.split()
    raise SystemExit("error: no C compiler; install clang or gcc, or set CC")


def compile_library(out):
    """The C library and the layers of rnnc.torch, as one shared library."""
    command, flags = compiler(), ["-std=c11", "-O2", "-fPIC", "-D_GNU_SOURCE", f"-I{SOURCES / 'include'}"]
    objects = out.parent / "objects"
    objects.mkdir(parents=True, exist_ok=True)

    def compile_one(source):
        target = objects / (source.name + ".o")
        subprocess.run([*command, *flags, "-c", str(source), "-o", str(target)], check=True)
        return str(target)

    files = [*sorted((SOURCES / "Sources/CKernels").glob("*.c")), *sorted((HERE / "src/rnnc").glob("*.c"))]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        compiled = list(pool.map(compile_one, files))
    shared = ["-dynamiclib"] if sys.platform == "darwin" else ["-shared", "-Wl,-z,defs"]
    libraries = [] if sys.platform == "darwin" else ["-ldl", "-lpthread"]
    subprocess.run([*command, *shared, *compiled, "-o", str(out), *libraries, "-lm"], check=True)
    shutil.rmtree(objects)


class BuildPackage(build_py):
    def run(self):
        super().run()
        folder = HERE / "src" if self.editable_mode else pathlib.Path(self.build_lib)
        if PROGRAM and not self.editable_mode:
            options = str(folder / "rnnc/_options.py")
            subprocess.run([sys.executable, str(HERE / "make_options.py"), PROGRAM, options], check=True)
        compile_library(folder / "rnnc" / ("librnnk_python" + (".dylib" if sys.platform == "darwin" else ".so")))


class BuildProgram(build_scripts):
    """Copies the program; setuptools would take it for a script of text."""

    def run(self):
        self.mkpath(self.build_dir)
        self.copy_scripts()

    def copy_scripts(self):
        target = str(pathlib.Path(self.build_dir, "rnnc"))
        shutil.copyfile(PROGRAM, target)
        os.chmod(target, 0o755)
        return [target], [target]


class BuildWheel(bdist_wheel):
    """One wheel for every Python: nothing is compiled against Python's headers."""

    def finalize_options(self):
        super().finalize_options()
        self.root_is_pure = False

    def get_tag(self):
        return "py3", "none", re.sub(r"[-.]", "_", sysconfig.get_platform())


class SourceDistribution(sdist):
    """Adds the sources of the C library, so that a C compiler is all that it takes."""

    def make_release_tree(self, base_dir, files):
        super().make_release_tree(base_dir, files)
        target = pathlib.Path(base_dir, "csrc")
        for folder, pattern in (("include", "*.h"), ("Sources/CKernels", "**/*")):
            for source in (SOURCES / folder).glob(pattern):
                if source.is_file():
                    copy = target / source.relative_to(SOURCES)
                    copy.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(source, copy)


class NativeDistribution(Distribution):
    def has_ext_modules(self):
        return True


setup(
    version=version(),
    distclass=NativeDistribution,
    scripts=["rnnc"] if PROGRAM else [],
    cmdclass={
        "bdist_wheel": BuildWheel, "build_py": BuildPackage, "build_scripts": BuildProgram, "sdist": SourceDistribution,
    },
)
