global using NUnit.Framework;
global using Siim94.ITSM.Kernel.Data;
global using Siim94.ITSM.Kernel.Identity;
global using Siim94.ITSM.Kernel.Requests;
global using Siim94.ITSM.Kernel.Time;
global using Siim94.ITSM.Tests.Support;
