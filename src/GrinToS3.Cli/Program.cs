using GrinToS3.Cli;

return await GrinCommandLine.RunAsync(args);
