// Glue runs no job without a script. The job is the class dev.lolscale.glue.EventJob in the extra jar
// (--extra-jars), which --class names; this file is only the script location that Glue demands.
object EventJobScript
