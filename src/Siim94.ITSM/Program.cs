using Siim94.ITSM;

return await CommandLine.Run(args);
