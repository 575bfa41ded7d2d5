# What is not a regular file is written into and not replaced, and no output takes the place of an input.
. "$(dirname "$0")/../../cli-lib.sh"

sample 60 >sample
"$llz" -0 -c sample >sample.llz || fail "cannot compress"

# What is not a regular file is written into, as root too.
mkfifo pipe
for force in '' -f; do
    cat pipe >read &
    expect 0 "$llz" -0 $force -o pipe sample
    wait $!
    same read sample.llz
    cat pipe >read &
    expect 0 "$llz" -d $force -o pipe sample.llz
    wait $!
    same read sample
    cat pipe >read &
    expect 0 "$llz" why -0 $force -o pipe sample
    wait $!
    grep -q '</html>' read || fail "no page"
    [ -p pipe ] || fail "the pipe was replaced"
done

# Links are not followed: they are in the way, or replaced, wherever they lead.
for goal in pipe /dev/null /dev/stdout nowhere; do
    ln -s $goal way
    expect 1 "$llz" -0 -o way sample
    says way 'already exists'
    expect 1 "$llz" -d -o way sample.llz
    says way 'already exists'
    expect 1 "$llz" why -0 -o way sample
    says way 'already exists'
    expect 1 "$llz" train -q --size=64K -o way sample
    says way 'already exists'
    [ -L way ] || fail "a link was replaced"
    expect 0 "$llz" -d -f -o way sample.llz
    [ -f way ] && [ ! -L way ] || fail "a link was not replaced"
    same way sample
    [ -p pipe ] || fail "the pipe was replaced"
    rm way
    absent nowhere
done
cat pipe >read &
expect 2 "$llz" -0 --rm -o pipe sample
wait $!
says sample 'not removed: the output is not a regular file'
same read sample.llz
rm pipe

# Names of what is open: all that is written there, even into a regular file, and after what stands in it.
if [ -e /dev/fd/1 ]; then
    for name in /dev/stdout /dev/fd/1 /proc/self/fd/1; do
        [ -e $name ] || continue
        for force in '' -f; do
            echo before >read
            "$llz" -0 $force -o $name sample >>read || fail "-o $name"
            { echo before; cat sample.llz; } | cmp - read || fail "-o $name wrote something else"
            "$llz" -d $force -o $name sample.llz >read || fail "-d -o $name"
            same read sample
            "$llz" why -0 $force -o $name sample >read || fail "why -o $name"
            grep -q '</html>' read || fail "no page"
            "$llz" -0 $force -o $name sample | cmp - sample.llz || fail "-o $name to a pipe"
            cp sample gone
            "$llz" -0 --rm $force -o $name gone >read 2>"$log/err"
            [ $? -eq 2 ] || fail "--rm with -o $name"
            says gone 'not removed'
            same gone sample
        done
    done
    [ -L /dev/stdout ] || fail "a link to a descriptor was replaced"
    "$llz" -0 -o /dev/fd/7 sample 7>read || fail "-o /dev/fd/7"
    same read sample.llz
    expect 1 "$llz" -0 -f -o /dev/fd/7 sample
    says /dev/fd/7
    cp sample gone
    "$llz" -0 -f -o /dev/fd/7 gone 7>>gone 2>"$log/err"
    [ $? -eq 1 ] || fail "wrote into its input"
    says /dev/fd/7 'same file'
    same gone sample
    rm gone
fi

# Devices of our own, where we may make any.
if [ "$(id -u)" -eq 0 ] && mknod null c 1 3 2>"$log/junk" && : 2>"$log/junk" >null; then
    for command in -0 -0f; do
        expect 0 "$llz" $command -o null sample
    done
    expect 0 "$llz" -d -f -o null sample.llz
    expect 0 "$llz" why -0 -f -o null sample
    [ -c null ] || fail "a device was replaced"
    mknod disk b 1 12345 || fail "no block device" # ram12345, which does not exist
    remember
    expect 1 "$llz" -0 -o disk sample
    says disk 'is a block device; use -f to write to it'
    expect 1 "$llz" -d -o disk sample.llz
    says disk 'is a block device; use -f to write to it'
    expect 1 "$llz" -0 -f -o disk sample
    says disk 'No such'
    unchanged
    rm null disk
fi

# An output that is an input, now or later, under whatever name.
echo other >b
cp b b.was
ln b hard
ln -s b soft
"$llz" -0 -c sample >sample2.llz || fail "cannot compress"
remember
for output in b hard soft; do
    for command in "-0 -o $output b" "-d -o $output b"; do
        expect 1 "$llz" -f $command
        says $output 'same file'
        unchanged
    done
done
rm hard soft
"$llz" -0 -c sample b 2>"$log/err" >>b && fail "appended to an input"
[ "$(grep -c '^llz: (stdout): ' "$log/err")" -eq 2 ] || fail "not a line for each"
same b b.was
cp b x.llz # x.llz is an input, and what x would become
cp b x
remember
expect 1 "$llz" -0 -f --recompress x x.llz
grep -q '^llz: x.llz: is one of the files that are read$' "$log/err" || fail "no line about x.llz"
same x.llz b
rm x.llz.llz
unchanged
cp sample.llz x.llz
remember
expect 1 "$llz" -d -f x.llz x
grep -q '^llz: x: is one of the files that are read$' "$log/err" || fail "no line about x"
unchanged
# What is skipped is not read: with -r again and again.
mkdir d
cp sample d/s
for i in 1 2; do
    expect 0 "$llz" -0 -f -o d.llz d/s
done
rm -r d d.llz

# Samples and priors are inputs too.
sample 3000 >samples
expect 0 "$llz" train -q --size=64K -o p.llzp samples
cp p.llzp p.was
cp samples samples.was
expect 1 "$llz" train -q -f --size=64K -o samples samples
says samples 'is one of the samples'
same samples samples.was
expect 1 "$llz" train -q --size=64K -o p.llzp samples
says p.llzp 'already exists'
for command in "-0 -f -D p.llzp -o p.llzp sample" "-0 -f -D ./p.llzp -o p.llzp samples"; do
    expect 1 "$llz" $command
    says p.llzp 'is one of the files that are read'
    same p.llzp p.was
done
mkfifo pipe
cat pipe >read &
expect 0 "$llz" train -q --size=64K -o pipe samples
wait $!
same read p.was
[ -p pipe ] || fail "train replaced a pipe"
