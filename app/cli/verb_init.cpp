#include "app/cli/command.h"
#include "app/cli/verbs.h"
#include "core/access/staff.h"
#include "core/clinic/clinic.h"

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct Options {
    std::string practice;
    std::string doctor;
    std::string hpcsa;
    std::string practiceNumber;
    std::string address;
    std::string phone;
    std::string afterHours;
    std::string prefix;
    std::string nurse;
};

NewClinic clinicFrom(const Options &options)
{
    NewClinic clinic = clinicOf(text(options.practice), text(options.doctor));
    clinic.practice.hpcsaNumber = text(options.hpcsa);
    clinic.practice.practiceNumber = text(options.practiceNumber);
    clinic.practice.address = text(options.address);
    clinic.practice.phone = text(options.phone);
    clinic.practice.afterHoursPhone = text(options.afterHours);
    clinic.practice.fileNumberPrefix = text(options.prefix);
    clinic.staff.first().hpcsaNumber = text(options.hpcsa);
    if (!options.nurse.empty()) {
        Staff nurse;
        nurse.name = text(options.nurse);
        nurse.roles = Role::Nurse;
        clinic.staff << nurse;
    }
    return clinic;
}

} // namespace

void addInitVerb(CLI::App &app, Command &command)
{
    auto *verb = app.add_subcommand("init", "Start a new clinic file");
    auto options = std::make_shared<Options>();
    command.addOptions(*verb, false);
    verb->add_option("--practice", options->practice, "The practice's name")->required();
    verb->add_option("--doctor", options->doctor, "The dermatologist's name, who is also the owner")->required();
    verb->add_option("--hpcsa", options->hpcsa, "The dermatologist's HPCSA number");
    verb->add_option("--practice-number", options->practiceNumber, "The practice number");
    verb->add_option("--address", options->address, "The practice's address");
    verb->add_option("--phone", options->phone, "The practice's telephone number");
    verb->add_option("--after-hours", options->afterHours, "The telephone number after hours");
    verb->add_option("--file-prefix", options->prefix, "Letters before the counter of the file numbers");
    verb->add_option("--nurse", options->nurse, "A nurse who works there");
    command.onCall(*verb, [&command, options]() -> Result<Answer> {
        TRY(createClinic(command.clinicPath(), clinicFrom(*options), command.now()));
        return Answer{u"%1 is ready. %2 is its dermatologist and owner."_s.arg(command.clinicPath(), text(options->doctor)),
                      {{u"clinic"_s, command.clinicPath()},
                       {u"practice"_s, text(options->practice)},
                       {u"doctor"_s, text(options->doctor)}}};
    });
}

} // namespace dermis::cli
