using GrinToS3.Functions.Hosting;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddGrinToS3();
builder.Services.AddTelemetry(builder.Configuration);
builder.Build().Run();
